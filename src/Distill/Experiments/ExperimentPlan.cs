using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Experiments;

/// <summary>An experiment as it is declared beforehand: data, network, cells, seeds, tuning, hypotheses. Immutable; read from JSON, where a wrong key is an error.</summary>
/// <param name="Name">The name.</param>
/// <param name="Protocol">The document that declares it in words, and its digest: no test recording is looked at while it is another.</param>
/// <param name="Dataset">The recordings and how they are divided.</param>
/// <param name="TeacherSteps">The teacher's frames a recording, T.</param>
/// <param name="StudentSteps">The students'.</param>
/// <param name="Network">The network, the same on both sides.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Training">The course; its seed is not looked at.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Methods">The cells, each at every number of steps; artificial ones on the sum of all frames.</param>
/// <param name="Hypotheses">What is tested.</param>
/// <param name="Schedule">The schedule of the learning rate; null: it stays.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Linear">Whether softmax regression on summed frames is run beside; null: it is.</param>
public sealed record ExperimentPlan(
    string Name,
    ExperimentProtocol Protocol,
    ExperimentDataset Dataset,
    int TeacherSteps,
    IReadOnlyList<int> StudentSteps,
    NetworkRecipe Network,
    OptimizerRecipe Optimizer,
    TrainingRecipe Training,
    ExperimentSeeds Seeds,
    IReadOnlyList<ExperimentMethod> Methods,
    IReadOnlyList<ExperimentHypothesis> Hypotheses,
    ScheduleRecipe? Schedule = null,
    string Description = "",
    bool? Linear = null)
{
    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleRecipe Schedule { get; init; } = Schedule ?? new ScheduleRecipe();

    /// <summary>The frames a recording that the runs see, the most first: an artificial network and softmax regression see one, the sum.</summary>
    internal IReadOnlyList<int> FrameSteps
        => [.. StudentSteps.Append(TeacherSteps).Concat(Methods.Any(m => m.Kind == ExperimentMethodKind.Artificial) ? [1] : Array.Empty<int>()).Distinct().OrderDescending()];

    /// <summary>The network of a method's runs; of a teacher's where that is null.</summary>
    internal NetworkRecipe NetworkOf(ExperimentMethod? method) => method?.Kind == ExperimentMethodKind.Artificial ? Network with { Activation = Activation.Relu } : Network;

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RecipeException">It is no plan; the message says the key.</exception>
    public static ExperimentPlan Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new RecipeException(path, null, "there is no such plan");
        return ExperimentPlanReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>The plan as JSON with every default said.</summary>
    public string ToJson() => ExperimentPlanReader.Write(this);
}
