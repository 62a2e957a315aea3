using NeuroKit.Training.Networks;

namespace NeuroKit.Distill.Losses;

/// <summary>A loss as a recipe names it. What is left open (null) the preset fills in; what a loss has no use for must be left open.</summary>
/// <remarks>
/// In JSON the names are in camel case and the values of enumerations as their members say, for example
/// <c>{"id": "ld+bkd", "preset": "as-printed", "features": {"pairs": [{"student": "block7.out"}]}}</c>. A teacher of several steps gives
/// every term the mean of its logits, but for TSER's divergence step by step (<see cref="LogitLossOptions.TeacherSteps"/>). KDSNN and LaSNN
/// are after their papers' descriptions, since neither has public code; their weights (α = 0.5, soft labels 1, attention 1, features as BKD)
/// are this library's choice.
/// </remarks>
public sealed record DistillationLossOptions
{
    /// <summary>
    /// The loss. The task alone: <c>ce</c> (cross-entropy of the mean logits), <c>tet</c> (mean of the steps' cross-entropies). On top of
    /// the task: <c>ld</c>, <c>wsld</c> (soft labels), <c>bkd</c> (blurred features), <c>at</c> (attention transfer), joined as in
    /// <c>ld+bkd</c> or <c>tet+ld+bkd</c>. With a task term of their own: <c>skd</c>, <c>tser</c> (each also with <c>+bkd</c> or
    /// <c>+at</c>), <c>kdsnn</c>, <c>lasnn</c> (with <c>+bkd</c> their features are matched by BKD instead).
    /// </summary>
    public string Id { get; init; } = "ce";

    /// <summary>Where what is left open comes from.</summary>
    public LossPreset Preset { get; init; }

    /// <summary>Whose published weights the preset takes.</summary>
    public NetworkFamily Family { get; init; }

    /// <summary>The part of each target that is spread evenly over the classes, 0 to below 1, in every cross-entropy with the targets.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The terms on logits, of <c>ld</c>, <c>wsld</c>, <c>skd</c>, <c>tser</c>, <c>kdsnn</c> and <c>lasnn</c>.</summary>
    public LogitLossOptions? Logits { get; init; }

    /// <summary>The term on features, of <c>bkd</c>, <c>at</c>, <c>kdsnn</c> and <c>lasnn</c>.</summary>
    public FeatureLossOptions? Features { get; init; }

    /// <summary>Fills in everything that is left open and checks it: the form that a run records. What is resolved stays as it is when resolved again.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, missing, or of no use to the loss.</exception>
    public DistillationLossOptions Resolve() => LossPresets.Resolve(this);

    /// <summary>Fills in the channels of the features from the networks, each run once on an empty frame.</summary>
    /// <param name="student">The student.</param>
    /// <param name="teacher">The teacher.</param>
    /// <exception cref="ArgumentException">A network has no such feature.</exception>
    public DistillationLossOptions WithChannels(SpikingNetwork student, SpikingNetwork teacher)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(teacher);
        if (Features is not { Pairs.Count: > 0 })
            return this;
        Dictionary<string, int> ofStudent = FeatureChannels.Of(student, Features.Pairs.Select(pair => pair.Student));
        Dictionary<string, int> ofTeacher = FeatureChannels.Of(teacher, Features.Pairs.Select(pair => pair.TeacherName));
        FeaturePair[] pairs =
        [
            .. Features.Pairs.Select(pair => pair with { StudentChannels = ofStudent[pair.Student], TeacherChannels = ofTeacher[pair.TeacherName] }),
        ];
        return this with { Features = Features with { Pairs = pairs } };
    }
}
