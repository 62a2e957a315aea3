using NeuroKit.Distill.Losses;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

public sealed class FeatureLossTests : LossTest
{
    private static readonly FeaturePair s_pair = new(Feature, null, 3, 3);

    /// <summary>BKDSNN Eq. 5 with a restoration block that does nothing and nothing masked: what is left is the sum of squared differences.</summary>
    [SkippableTheory]
    [InlineData(LossPreset.AsPrinted, NetworkFamily.Convolutional, 1, 2e-3)]
    [InlineData(LossPreset.AsPrinted, NetworkFamily.Transformer, 1, 7e-5)]
    [InlineData(LossPreset.Recommended, NetworkFamily.Convolutional, 5, 2e-3 * 16)]
    [InlineData(LossPreset.Recommended, NetworkFamily.Transformer, 5, 7e-5 * 16)]
    [InlineData(LossPreset.ReleasedCode, NetworkFamily.Convolutional, 5, 2e-3)]
    [InlineData(LossPreset.ReleasedCode, NetworkFamily.Transformer, 5, 7e-5)]
    public void ReductionAndWeightOfEachPreset(LossPreset preset, NetworkFamily family, double divisor, double weight)
    {
        var options = new DistillationLossOptions { Id = "bkd", Preset = preset, Family = family, Features = new FeatureLossOptions { Pairs = [s_pair], MaskRatio = 0 } };
        using DistillationLoss loss = Identity(options);
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 3, samples: 5);
        using DistillationTerms terms = loss.call(student, teacher, zeros([5], ScalarType.Int64));
        double squares = (student.Features[Feature] - teacher.Features[Feature]).pow(2).sum().item<double>();
        IReadOnlyDictionary<string, double> values = terms.Read();
        Near(squares / divisor, values["bkd"], 1e-12);
        Near(weight, terms.Weights["bkd"], 1e-15);
        Near(values["ce"] + (weight * values["bkd"]), values["total"], 1e-12);
    }

    [SkippableFact]
    public void TheRecommendedWeightEqualsThePrintedSumAtItsBatch()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2, samples: 16);
        double[] totals = [.. new[] { LossPreset.AsPrinted, LossPreset.Recommended }.Select(preset =>
        {
            manual_seed(3);
            using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Preset = preset, Features = new FeatureLossOptions { Pairs = [s_pair] } });
            loss.@double();
            using DistillationTerms terms = loss.call(student, teacher, zeros([16], ScalarType.Int64));
            return terms.Read()["total"];
        })];
        Near(totals[0], totals[1], 1e-12);
    }

    /// <summary>Eq. 2 and 4: a mask a sample and channel, λ its chance, what is left not scaled.</summary>
    [SkippableTheory]
    [InlineData(MaskAxis.Channel)]
    [InlineData(MaskAxis.Pixel)]
    public void MasksBlankOutChannelsOrPixels(MaskAxis axis)
    {
        const int Samples = 40;
        var features = new FeatureLossOptions { Pairs = [new FeaturePair(Feature, null, 25, 25)], MaskRatio = 0.4, MaskAxis = axis, Restore = false, Reduction = FeatureReduction.Sum, Weight = 1 };
        using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Features = features });
        Assert.Empty(loss.parameters());
        Tensor feature = full([Samples, 25, 5, 5], 3.0, ScalarType.Float64).requires_grad_();
        Tensor target = zeros([Samples, 25, 5, 5], ScalarType.Float64);
        using DistillationTerms terms = loss.call(Side(feature), Side(target), zeros([Samples], ScalarType.Int64));
        Tensor kept = autograd.grad([terms.Terms["bkd"]], [feature])[0] / 6; // d(3b)²/d3 = 6b
        Assert.True((kept.eq(0) | kept.eq(1)).all().item<bool>());
        Tensor alike = axis == MaskAxis.Channel ? kept.flatten(2) : kept.flatten(2).transpose(1, 2);
        Assert.True(alike.eq(alike.narrow(2, 0, 1)).all().item<bool>()); // one draw for all of it
        Assert.InRange(kept.mean().item<double>(), 0.55, 0.65); // 1,000 draws: σ = 0.016
        Assert.Equal(9 * kept.sum().item<double>(), terms.Read()["bkd"], 6);

        static DistillationSide Side(Tensor feature) => new(zeros([1, Samples, 2], ScalarType.Float64), new Dictionary<string, Tensor> { [Feature] = feature });
    }

    [SkippableFact]
    public void MasksComeFromTheGeneratorSoThatResumingRepeatsThem()
    {
        using DistillationLoss loss = DistillationLosses.Create(Options("ld+bkd"));
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2, ScalarType.Float32);
        Tensor targets = tensor([0L, 1L]);
        Tensor state = random.get_rng_state();
        using DistillationTerms first = loss.call(student, teacher, targets);
        using DistillationTerms second = loss.call(student, teacher, targets);
        Assert.False(BitEqual(first.Total, second.Total)); // redrawn each time
        random.set_rng_state(state);
        using DistillationTerms again = loss.call(student, teacher, targets);
        Assert.True(BitEqual(first.Total, again.Total));
    }

    [SkippableTheory]
    [InlineData(LossPreset.Recommended, false)]
    [InlineData(LossPreset.AsPrinted, false)]
    [InlineData(LossPreset.ReleasedCode, true)]
    public void EvaluationDrawsOnlyInTheReleasedCode(LossPreset preset, bool draws)
    {
        using DistillationLoss loss = DistillationLosses.Create(Options("bkd", preset));
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2, ScalarType.Float32);
        loss.eval();
        Tensor before = random.get_rng_state();
        using DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L]));
        Assert.Equal(draws, !BitEqual(before, random.get_rng_state()));
    }

    /// <summary>In the released scripts the teacher is restored and the student is the target: the student's gradient is 2(F_stu − 𝒢(F_tea))/N.</summary>
    [SkippableFact]
    public void RolesTheOtherWayRound()
    {
        var features = new FeatureLossOptions { Pairs = [new FeaturePair(Feature, null, 3, 5)], MaskRatio = 0 };
        using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Preset = LossPreset.ReleasedCode, Features = features });
        loss.@double();
        Assert.Equal([3, 5, 1, 1], loss.get_parameter("bkd.align1.conv.weight")!.shape); // from the teacher's width to the student's
        Assert.Equal([3, 3, 3, 3], loss.get_parameter("bkd.restore1.conv1.weight")!.shape);
        Tensor own = rand([2, 3, 4, 4], ScalarType.Float64).requires_grad_();
        Tensor others = rand([2, 5, 4, 4], ScalarType.Float64).requires_grad_();
        using DistillationTerms terms = loss.call(Side(own), Side(others), tensor([0L, 1L]));
        terms.Terms["bkd"].backward();
        Assert.Null(others.grad);
        Assert.All(loss.parameters(), parameter => Assert.True(parameter.grad!.abs().max().item<double>() > 0));

        Tensor restored = others.detach();
        restored = Convolve(restored, "bkd.align1.conv", 0);
        restored = Convolve(Convolve(restored, "bkd.restore1.conv1", 1).relu(), "bkd.restore1.conv2", 1);
        Close(own.detach() - restored, own.grad!, 1e-12); // 2/N = 1

        Tensor Convolve(Tensor x, string name, long padding)
            => nn.functional.conv2d(x, loss.get_parameter(name + ".weight")!, loss.get_parameter(name + ".bias"), padding: [padding, padding]);

        static DistillationSide Side(Tensor feature) => new(zeros([1, 2, 2], ScalarType.Float64), new Dictionary<string, Tensor> { [Feature] = feature });
    }

    [SkippableFact]
    public void TheTargetCanBeScaledToTheOthersMaximum()
    {
        var features = new FeatureLossOptions { Pairs = [s_pair], MaskRatio = 0, Restore = false, MatchMaximum = true, Reduction = FeatureReduction.Sum };
        using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Features = features });
        (DistillationSide student, DistillationSide teacher) = RandomSides(1, 1);
        using DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L]));
        Tensor own = student.Features[Feature];
        Tensor scaled = teacher.Features[Feature] / teacher.Features[Feature].max() * own.max();
        Near((own - scaled).pow(2).sum().item<double>(), terms.Read()["bkd"], 1e-12);
    }

    [SkippableFact]
    public void TheScaleHasNoGradientAndIsOneWhereNothingIsAboveZero()
    {
        var features = new FeatureLossOptions { Pairs = [s_pair], MaskRatio = 0, Restore = false, MatchMaximum = true, Reduction = FeatureReduction.Sum, ReferenceBatch = null, Weight = 1 };
        using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Features = features });
        (DistillationSide student, DistillationSide teacher) = RandomSides(1, 1);
        Tensor own = student.Features[Feature].detach().requires_grad_();
        Tensor others = teacher.Features[Feature];
        student = student with { Features = new Dictionary<string, Tensor> { [Feature] = own } };
        using (DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L])))
            terms.Total.backward();
        Close(2 * (own.detach() - (others / others.max() * own.detach().max())), own.grad!, 1e-12);
        foreach (Tensor none in new[] { zeros_like(others), others.neg() })
        {
            using DistillationTerms terms = loss.call(student, teacher with { Features = new Dictionary<string, Tensor> { [Feature] = none } }, tensor([0L, 1L]));
            Near((own.detach() - none).pow(2).sum().item<double>(), terms.Read()["bkd"], 1e-12);
        }
    }

    [SkippableFact]
    public void TheParametersAreThoseOfThePaper()
    {
        foreach ((int channels, long expected) in new[] { (128, 295_168L), (256, 1_180_160L) })
        {
            var features = new FeatureLossOptions { Pairs = [new FeaturePair(Feature, null, channels, channels)] };
            using DistillationLoss loss = DistillationLosses.Create(new DistillationLossOptions { Id = "bkd", Features = features });
            Assert.Equal(expected, loss.parameters().Sum(parameter => parameter.numel()));
        }
    }

    /// <summary>The papers' form of KDSNN: soft labels, and squared differences behind a normalised 1×1 convolution; the repository's plain form has neither.</summary>
    [SkippableFact]
    public void KdsnnInBothForms()
    {
        using DistillationLoss paper = DistillationLosses.Create(Options("kdsnn", LossPreset.AsPrinted));
        Assert.Contains("features.align1.bn.weight", paper.state_dict().Keys);
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2);
        Tensor targets = tensor([0L, 1L]);
        IReadOnlyDictionary<string, double> terms = Read(Options("kdsnn", LossPreset.AsPrinted), student, teacher, targets);
        Near((0.5 * (terms["ce"] + terms["ld"])) + (2e-3 * terms["features"]), terms["total"], 1e-12);
        Near(Read(Options("ld"), student, teacher, targets)["ld"], terms["ld"], 1e-12);

        DistillationLossOptions plain = new() { Id = "kdsnn", Preset = LossPreset.ReleasedCode, Features = new FeatureLossOptions { Pairs = [s_pair] } };
        IReadOnlyDictionary<string, double> released = Read(plain, student, teacher, targets);
        Assert.Equal(["ce", "features", "total"], released.Keys);
        double squares = (student.Features[Feature] - teacher.Features[Feature]).pow(2).sum().item<double>();
        Near(released["ce"] + (2e-3 * squares / 2), released["total"], 1e-12);
    }

    [SkippableFact]
    public void LasnnInBothForms()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2);
        Tensor targets = tensor([0L, 1L]);
        IReadOnlyDictionary<string, double> terms = Read(Options("lasnn", LossPreset.AsPrinted), student, teacher, targets);
        double expected = 0;
        double squares = 0;
        foreach ((string own, string other) in new[] { (Feature, Feature), (Deeper, "stage2.out") })
        {
            for (int i = 0; i < 2; i++)
            {
                double[] a = Map(student.Features[own][i]);
                double[] b = Map(teacher.Features[other][i]);
                double square = a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
                expected += Math.Sqrt(square) / 2;
                squares += square / a.Length / 2;
            }
        }

        Near(expected, terms["attention"], 1e-9);
        Near(terms["ce"] + terms["ld"] + terms["attention"], terms["total"], 1e-12);
        DistillationLossOptions meanSquare = Options("at") with { Features = Options("at").Features! with { Distance = AttentionDistance.MeanSquare } };
        Near(squares, Read(meanSquare, student, teacher, targets)["attention"], 1e-9);

        DistillationLossOptions plain = new()
        {
            Id = "lasnn",
            Preset = LossPreset.ReleasedCode,
            Features = new FeatureLossOptions { Pairs = [s_pair, s_pair with { Student = "other" }] },
        };
        var own2 = new DistillationSide(student.Logits, new Dictionary<string, Tensor> { [Feature] = student.Features[Feature], ["other"] = student.Features[Feature] * 2 });
        var others2 = new DistillationSide(teacher.Logits, new Dictionary<string, Tensor> { [Feature] = teacher.Features[Feature], ["other"] = teacher.Features[Feature] });
        IReadOnlyDictionary<string, double> released = Read(plain, own2, others2, targets);
        double sum = (student.Features[Feature] - teacher.Features[Feature]).pow(2).sum().item<double>() + ((student.Features[Feature] * 2) - teacher.Features[Feature]).pow(2).sum().item<double>();
        Near(released["ce"] + (2e-3 * sum / 2), released["total"], 1e-12);

        static double[] Map(Tensor feature)
        {
            double[] map = [.. feature.pow(2).sum(dim: 0).flatten().data<double>()];
            double length = Math.Sqrt(map.Sum(x => x * x));
            return [.. map.Select(x => x / length)];
        }
    }

    /// <summary>BKDSNN Tab. 4c: BKD in the place of the baselines' own matching, layer by layer.</summary>
    [SkippableTheory]
    [InlineData("kdsnn+bkd")]
    [InlineData("lasnn+bkd")]
    public void BlurringInsideTheBaselines(string id)
    {
        using DistillationLoss loss = DistillationLosses.Create(Options(id));
        Assert.Equal([Feature, Deeper], loss.StudentRequest.Features);
        Assert.Equal([Feature, "stage2.out"], loss.TeacherRequest.Features);
        string[] names = [.. loss.named_parameters().Select(entry => entry.name)];
        Assert.Contains("bkd.restore1.conv1.weight", names);
        Assert.Contains("bkd.restore2.conv2.bias", names);
        Assert.Contains("bkd.align2.conv.weight", names);
        Assert.DoesNotContain("bkd.align1.conv.weight", names); // the widths are the same there
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2, ScalarType.Float32);
        using DistillationTerms terms = loss.call(student, teacher, tensor([0L, 1L]));
        Assert.Equal(["ce", "ld", "bkd"], terms.Terms.Keys);
    }

    [SkippableFact]
    public void NetworksTellTheirChannelsAndTrainTogether()
    {
        using SpikingNetwork student = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 16, 16, 3));
        using SpikingNetwork teacher = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 16, 16, 3));
        var options = new DistillationLossOptions { Id = "tser+bkd", Features = new FeatureLossOptions { Pairs = [new FeaturePair("block2.out"), new FeaturePair("flatten.out")] } };
        using DistillationLoss loss = DistillationLosses.Create(options, student, teacher);
        Assert.Equal(16, options.WithChannels(student, teacher).Features!.Pairs[0].TeacherChannels);
        Assert.Equal(64, options.WithChannels(student, teacher).Features!.Pairs[1].StudentChannels);
        Assert.True(student.training);
        teacher.eval();
        Tensor x = rand([2, 4, 2, 16, 16]) * 3;
        SpikingOutput taught;
        using (no_grad())
            taught = teacher.Forward(x.repeat_interleave(2, 1), loss.TeacherRequest);
        using SpikingOutput learnt = student.Forward(x, loss.StudentRequest);
        using DistillationTerms terms = loss.call(DistillationSide.From(learnt), DistillationSide.From(taught), tensor([0L, 2L]));
        terms.Total.backward();
        Assert.All(loss.parameters(), parameter => Assert.NotNull(parameter.grad));
        Assert.NotNull(student.get_parameter("head.weight")!.grad);
        Assert.All(teacher.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.DoesNotContain(student.state_dict().Keys, key => key.Contains("bkd", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => (options with { Features = new FeatureLossOptions { Pairs = [new FeaturePair("block9.out")] } }).WithChannels(student, teacher));
    }

    // 𝒢 as the identity: the middle of each kernel 1 on its own channel. The features are not negative, so ReLU changes nothing.
    private static DistillationLoss Identity(DistillationLossOptions options)
    {
        DistillationLoss loss = DistillationLosses.Create(options);
        loss.@double();
        using IDisposable quiet = no_grad();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in loss.named_parameters())
        {
            parameter.zero_();
            if (name.EndsWith(".weight", StringComparison.Ordinal))
                parameter.select(3, 1).select(2, 1).diagonal().fill_(1);
        }

        return loss;
    }
}
