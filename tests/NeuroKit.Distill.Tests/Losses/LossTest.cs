using NeuroKit.Distill.Losses;
using NeuroKit.Training.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

/// <summary>What the tests of losses share: the sample that figures were worked out for by hand, and sides of random numbers.</summary>
public abstract class LossTest : TrainingTest
{
    public const string Feature = "block1.out";
    public const string Deeper = "block2.out";

    /// <summary>Every identifier with each preset that it has.</summary>
    public static TheoryData<string, LossPreset> Losses
    {
        get
        {
            var data = new TheoryData<string, LossPreset>();
            foreach (string id in new[] { "ce", "tet", "ld", "wsld", "tet+ld", "bkd", "ld+bkd", "wsld+bkd", "kdsnn", "lasnn", "kdsnn+bkd", "lasnn+bkd" })
            {
                foreach (LossPreset preset in Enum.GetValues<LossPreset>())
                    data.Add(id, preset);
            }

            foreach (string id in new[] { "skd", "tser", "at", "ld+at", "skd+bkd", "tser+bkd", "tser+at" })
            {
                data.Add(id, LossPreset.Recommended);
                data.Add(id, LossPreset.AsPrinted);
            }

            return data;
        }
    }

    /// <summary>Options with two pairs of features where the loss takes any; the second pair differs in width.</summary>
    protected static DistillationLossOptions Options(string id, LossPreset preset = LossPreset.Recommended) => new()
    {
        Id = id,
        Preset = preset,
        Features = TakesFeatures(id)
            ? new FeatureLossOptions { Pairs = [new FeaturePair(Feature, null, 3, 3), new FeaturePair(Deeper, "stage2.out", 2, 4)] }
            : null,
    };

    protected static bool TakesFeatures(string id) => id.Split('+').Any(part => part is "bkd" or "at" or "kdsnn" or "lasnn");

    /// <summary>The student of the figures worked out by hand, T = 1: z = [1, .8, −.2].</summary>
    protected static DistillationSide OneStep() => new(tensor(new[] { 1.0, 0.8, -0.2 }).reshape(1, 1, 3));

    /// <summary>The student of the figures worked out by hand, T = 2: z(1) = [1, .8, −.2], z(2) = [.2, 1.4, −.5].</summary>
    protected static DistillationSide TwoSteps() => new(tensor(new[] { 1.0, 0.8, -0.2, 0.2, 1.4, -0.5 }).reshape(2, 1, 3));

    /// <summary>The teacher of the figures worked out by hand: z = [2, .5, −1].</summary>
    protected static DistillationSide Teacher() => new(tensor(new[] { 2.0, 0.5, -1.0 }).reshape(1, 1, 3));

    /// <summary>Its class.</summary>
    protected static Tensor FirstClass() => tensor([0L]);

    protected static (DistillationSide Student, DistillationSide Teacher) RandomSides(
        int steps, int teacherSteps, ScalarType type = ScalarType.Float64, int samples = 2, int classes = 4)
    {
        var student = new Dictionary<string, Tensor> { [Feature] = rand([samples, 3, 3, 2], type), [Deeper] = rand([samples, 2, 2, 2], type) };
        var teacher = new Dictionary<string, Tensor> { [Feature] = rand([samples, 3, 3, 2], type), ["stage2.out"] = rand([samples, 4, 2, 2], type) };
        return (new DistillationSide(randn([steps, samples, classes], type), student), new DistillationSide(randn([teacherSteps, samples, classes], type), teacher));
    }

    protected static IReadOnlyDictionary<string, double> Read(DistillationLossOptions options, DistillationSide student, DistillationSide? teacher, Tensor targets)
    {
        using DistillationLoss loss = DistillationLosses.Create(options);
        loss.@double();
        using DistillationTerms terms = loss.call(student, teacher, targets);
        return terms.Read();
    }

    protected static void Near(double expected, double actual, double tolerance = 5e-7) => Assert.InRange(actual, expected - tolerance, expected + tolerance);
}
