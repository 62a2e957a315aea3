using NeuroKit.Distill.Losses;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

/// <summary>Figures worked out by hand and with another library, to six digits.</summary>
public sealed class GoldenTests : LossTest
{
    [SkippableTheory]
    [InlineData(LossPreset.Recommended)]
    [InlineData(LossPreset.AsPrinted)]
    public void SoftLabels(LossPreset preset)
    {
        IReadOnlyDictionary<string, double> terms = Read(Options("ld", preset), OneStep(), Teacher(), FirstClass());
        Near(0.751381, terms["ce"]);
        Near(4.017590, terms["ld"]);
        Near(0.751381 + 4.017590, terms["total"], 1e-6);

        DistillationLossOptions plain = Options("ld", preset) with { Logits = new LogitLossOptions { TemperatureSquared = false } };
        Near(1.004397, Read(plain, OneStep(), Teacher(), FirstClass())["ld"]);
        DistillationLossOptions divergence = Options("ld", preset) with { Logits = new LogitLossOptions { Form = SoftLabelForm.Divergence } };
        Near(0.280275, Read(divergence, OneStep(), Teacher(), FirstClass())["ld"]);
    }

    [SkippableTheory]
    [InlineData("wsld", LossPreset.Recommended, NetworkFamily.Convolutional, 1)]
    [InlineData("wsld", LossPreset.AsPrinted, NetworkFamily.Convolutional, 1)]
    [InlineData("wsld", LossPreset.ReleasedCode, NetworkFamily.Convolutional, 1)]
    [InlineData("ld", LossPreset.ReleasedCode, NetworkFamily.Convolutional, 1)]
    [InlineData("ld", LossPreset.ReleasedCode, NetworkFamily.Transformer, 0.1)]
    public void WeightedSoftLabels(string id, LossPreset preset, NetworkFamily family, double weight)
    {
        DistillationLossOptions options = Options(id, preset) with { Family = family };
        IReadOnlyDictionary<string, double> terms = Read(options, OneStep(), Teacher(), FirstClass());
        Near(3.839070, terms["wsld"]);
        Near(0.751381 + (weight * 3.839070), terms["total"], 1e-6);

        // Its parts: the cross-entropies of both sides, and the weight that they give.
        Near(0.241311, Read(Options("ce"), Teacher(), null, FirstClass())["ce"]);
        Near(0.955565, terms["wsld"] / 4.017590);
    }

    [SkippableTheory]
    [InlineData(LossPreset.Recommended)]
    [InlineData(LossPreset.AsPrinted)]
    [InlineData(LossPreset.ReleasedCode)]
    public void TheTaskIsTheSameInEveryPreset(LossPreset preset)
    {
        Near(1.110364, Read(Options("ce", preset), TwoSteps(), null, FirstClass())["total"]);
        Near(1.161735, Read(Options("tet", preset), TwoSteps(), null, FirstClass())["total"]);
    }

    [SkippableFact]
    public void TserAsRecommended()
    {
        IReadOnlyDictionary<string, double> terms = Read(Options("tser"), TwoSteps(), Teacher(), FirstClass());
        Near(1.161735, terms["ce"]);
        Near(0.536309, terms["kl"]);
        Near(0.908111, terms["entropy"]);
        Near(0.839941, terms["total"]);
    }

    [SkippableFact]
    public void TserAsRecommendedWithoutTheTemperatureSquared()
    {
        DistillationLossOptions options = Options("tser") with { Logits = new LogitLossOptions { TemperatureSquared = false } };
        IReadOnlyDictionary<string, double> terms = Read(options, TwoSteps(), Teacher(), FirstClass());
        Near(0.021452, terms["kl"]);
        Near(0.582513, terms["total"]);
    }

    [SkippableFact]
    public void TserAsPrinted()
    {
        IReadOnlyDictionary<string, double> terms = Read(Options("tser", LossPreset.AsPrinted), TwoSteps(), Teacher(), FirstClass());
        Near(1.077539, terms["ce"]);
        Near(0.021452, terms["kl"]);
        Near(1.089694, terms["entropy"]);
        Near(0.538599, terms["total"]);
    }

    [SkippableFact]
    public void VanillaAsRecommended()
    {
        IReadOnlyDictionary<string, double> terms = Read(Options("skd"), TwoSteps(), Teacher(), FirstClass());
        Near(1.110364, terms["ce"]);
        Near(0.019643 * 25, terms["kl"], 25 * 5e-7);
        Near(0.5 * (terms["ce"] + terms["kl"]), terms["total"]);

        DistillationLossOptions plain = Options("skd") with { Logits = new LogitLossOptions { TemperatureSquared = false } };
        Near(0.019643, Read(plain, TwoSteps(), Teacher(), FirstClass())["kl"]);
    }

    [SkippableFact]
    public void VanillaAsPrinted()
    {
        IReadOnlyDictionary<string, double> terms = Read(Options("skd", LossPreset.AsPrinted), TwoSteps(), Teacher(), FirstClass());
        Near(1.075304, terms["ce"]);
        Near(0.019578, terms["kl"]);
        Near(0.5 * (terms["ce"] + terms["kl"]), terms["total"]);
    }

    /// <summary>The rows of TSER Tab. 3: each of its parts switched by itself.</summary>
    [SkippableTheory]
    [InlineData(false, false, 1.110364, 0.019643)]
    [InlineData(true, false, 1.161735, 0.019643)]
    [InlineData(false, true, 1.110364, 0.021452)]
    [InlineData(true, true, 1.161735, 0.021452)]
    public void TserPartByPart(bool separateCrossEntropy, bool separateDivergence, double task, double divergence)
    {
        foreach (double lambda in (double[])[0, 0.1])
        {
            var logits = new LogitLossOptions
            {
                Alpha = 0.3,
                SeparateCrossEntropy = separateCrossEntropy,
                SeparateDivergence = separateDivergence,
                EntropyWeight = lambda,
                TemperatureSquared = false,
            };
            IReadOnlyDictionary<string, double> terms = Read(Options("tser") with { Logits = logits }, TwoSteps(), Teacher(), FirstClass());
            Assert.Equal(lambda > 0, terms.ContainsKey("entropy"));
            Near((0.7 * task) + (0.3 * divergence) - (lambda * 0.908111), terms["total"], 1e-6);
        }
    }

    [SkippableFact]
    public void TheEntropyHasATemperatureOfItsOwn()
    {
        DistillationLossOptions options = Options("tser") with { Logits = new LogitLossOptions { EntropyTemperature = 5 } };
        IReadOnlyDictionary<string, double> terms = Read(options, TwoSteps(), Teacher(), FirstClass());
        Near(1.089694, terms["entropy"]);
        Near(1.161735, terms["ce"]);
    }

    [SkippableFact]
    public void LabelSmoothingIsThatOfTorch()
    {
        Tensor logits = randn([1, 5, 7], ScalarType.Float64);
        Tensor classes = randint(0, 7, [5], dtype: ScalarType.Int64);
        using DistillationLoss loss = DistillationLosses.Create(Options("ce") with { LabelSmoothing = 0.1 });
        using DistillationTerms hard = loss.call(new DistillationSide(logits), null, classes);
        Close(nn.functional.cross_entropy(logits[0], classes, label_smoothing: 0.1), hard.Total, 1e-12);
        Tensor soft = rand([5, 7], ScalarType.Float64).softmax(1);
        using DistillationTerms mixed = loss.call(new DistillationSide(logits), null, soft);
        Close(nn.functional.cross_entropy(logits[0], soft, label_smoothing: 0.1), mixed.Total, 1e-12);
    }

    /// <summary>TSER Eq. 7 averages probabilities; recommended is the mean of the logits, with τ² on the divergence and the task at temperature 1.</summary>
    [SkippableFact]
    public void SkdAveragesProbabilitiesAsPrintedAndLogitsAsRecommended()
    {
        const double Temperature = 5;
        (DistillationSide student, DistillationSide teacher) = RandomSides(4, 1);
        Tensor targets = tensor([1L, 3L]);
        Tensor wanted = (teacher.Logits[0] / Temperature).softmax(-1);
        Assert.Equal(StepAverage.Probabilities, Options("skd", LossPreset.AsPrinted).Resolve().Logits!.Average);
        Check(LossPreset.AsPrinted, (student.Logits / Temperature).softmax(-1).mean([0]).log(), (student.Logits / Temperature).softmax(-1).mean([0]).log(), 1);
        Assert.Equal(StepAverage.Logits, Options("skd").Resolve().Logits!.Average);
        Check(LossPreset.Recommended, student.Logits.mean([0]).log_softmax(-1), (student.Logits.mean([0]) / Temperature).log_softmax(-1), Temperature * Temperature);

        void Check(LossPreset preset, Tensor task, Tensor soft, double factor)
        {
            IReadOnlyDictionary<string, double> terms = Read(Options("skd", preset), student, teacher, targets);
            Near(nn.functional.nll_loss(task, targets).item<double>(), terms["ce"], 1e-12);
            Near((wanted * (wanted.log() - soft)).sum(-1).mean().item<double>() * factor, terms["kl"], 1e-12);
        }
    }
}
