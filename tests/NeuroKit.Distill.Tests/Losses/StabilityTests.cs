using NeuroKit.Distill.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

public sealed class StabilityTests : LossTest
{
    [SkippableTheory]
    [MemberData(nameof(Losses))]
    public void GradientsAreThoseOfTheValue(string id, LossPreset preset)
    {
        using DistillationLoss loss = Make(id, preset, ScalarType.Float64);
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 5);
        Tensor targets = rand([2, 4], ScalarType.Float64).softmax(1);
        Tensor[] inputs = [student.Logits.requires_grad_(), .. TakesFeatures(id) ? student.Features.Values.Select(feature => feature.requires_grad_()) : [], .. loss.parameters()];
        if (HasSampleWeights(id, preset))
            inputs = inputs[1..]; // weights of samples are taken as constants: the value alone does not tell their gradient
        if (inputs.Length > 0)
            CheckGradient(Total, inputs);

        Tensor Total()
        {
            manual_seed(7); // the same masks each time
            return loss.call(student, teacher, targets).Total;
        }
    }

    [SkippableTheory]
    [InlineData(TeacherSteps.Mean)]
    [InlineData(TeacherSteps.AlignedWindows)]
    [InlineData(TeacherSteps.CausalPrefix)]
    public void GradientsWithATeacherOfSeveralSteps(TeacherSteps steps)
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(4, 6);
        using DistillationLoss loss = DistillationLosses.Create(Options("tser") with { Logits = new LogitLossOptions { TeacherSteps = steps } });
        Tensor targets = tensor([1L, 2L]);
        CheckGradient(() => loss.call(student, teacher, targets).Total, student.Logits.requires_grad_());
    }

    /// <summary>Weighted soft labels: the gradient is the soft labels' own, times weights that are constants.</summary>
    [SkippableFact]
    public void SampleWeightsAreConstants()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 1, samples: 1);
        Tensor targets = tensor([1L]);
        Tensor logits = student.Logits.requires_grad_();
        using DistillationLoss plain = DistillationLosses.Create(Options("ld"));
        using DistillationLoss weighted = DistillationLosses.Create(Options("wsld"));
        using DistillationTerms a = plain.call(student, teacher, targets);
        using DistillationTerms b = weighted.call(student, teacher, targets);
        double weight = b.Read()["wsld"] / a.Read()["ld"];
        Close(autograd.grad([a.Terms["ld"]], [logits])[0] * weight, autograd.grad([b.Terms["wsld"]], [logits])[0], 1e-12);
    }

    [SkippableTheory]
    [MemberData(nameof(Losses))]
    public void OneStepOneClassIdenticalAndSaturatedLogitsStayFinite(string id, LossPreset preset)
    {
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using DistillationLoss loss = Make(id, preset, type);
            foreach ((string name, Tensor student, Tensor teacher, Tensor targets) in Corners(type))
            {
                (DistillationSide some, DistillationSide other) = RandomSides(1, 1, type, (int)student.shape[1]);
                Tensor leaf = student.detach().clone().requires_grad_();
                Check(loss, name, new DistillationSide(leaf, some.Features), new DistillationSide(teacher, other.Features), targets);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Losses))]
    public void SilentAndIdenticalFeaturesStayFinite(string id, LossPreset preset)
    {
        if (!TakesFeatures(id))
            return;
        using DistillationLoss loss = Make(id, preset, ScalarType.Float32);
        (DistillationSide student, DistillationSide teacher) = RandomSides(2, 2, ScalarType.Float32);
        student.Logits.requires_grad_();
        Tensor targets = tensor([1L, 2L]);
        foreach (bool isSilent in (bool[])[false, true])
        {
            var own = new Dictionary<string, Tensor>();
            var others = new Dictionary<string, Tensor>();
            foreach ((string name, Tensor feature) in student.Features)
                own[name] = (isSilent ? zeros_like(feature) : feature.clone()).requires_grad_();
            foreach ((string name, Tensor feature) in teacher.Features)
                others[name] = isSilent ? zeros_like(feature) : own.TryGetValue(name, out Tensor? same) ? same.detach().clone() : feature;
            Check(loss, isSilent ? "silent" : "identical", new DistillationSide(student.Logits, own), new DistillationSide(teacher.Logits, others), targets);
            foreach (Tensor feature in own.Values)
                Assert.True(feature.grad!.isfinite().all().item<bool>());
        }
    }

    [SkippableFact]
    public void IdenticalLogitsDoNotDiverge()
    {
        Tensor logits = randn([1, 4, 6], ScalarType.Float64);
        var side = new DistillationSide(logits);
        Tensor targets = tensor([0L, 1L, 2L, 3L]);
        Assert.Equal(0, Read(Options("skd"), side, side, targets)["kl"]);
        Assert.Equal(0, Read(Options("tser"), side, side, targets)["kl"]);
    }

    [SkippableFact]
    public void HalfPrecisionIsWidened()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(3, 3, ScalarType.Float32);
        using DistillationLoss loss = Make("tser+bkd", LossPreset.Recommended, ScalarType.Float32);
        using DistillationTerms terms = loss.call(Half(student), Half(teacher), tensor([1L, 2L]));
        Assert.Equal(ScalarType.Float32, terms.Total.dtype);
        Assert.True(double.IsFinite(terms.Read()["total"]));

        static DistillationSide Half(DistillationSide side) => new(
            side.Logits.to_type(ScalarType.BFloat16), side.Features.ToDictionary(entry => entry.Key, entry => entry.Value.to_type(ScalarType.BFloat16)));
    }

    private static void Check(DistillationLoss loss, string corner, DistillationSide student, DistillationSide teacher, Tensor targets)
    {
        using DistillationTerms terms = loss.call(student, teacher, targets);
        foreach ((string name, double value) in terms.Read())
            Assert.True(double.IsFinite(value), $"{name} is {value} with {corner}");
        terms.Total.backward();
        Assert.True(student.Logits.grad!.isfinite().all().item<bool>(), $"the gradient with {corner}");
    }

    private static IEnumerable<(string Name, Tensor Student, Tensor Teacher, Tensor Targets)> Corners(ScalarType type)
    {
        Tensor wrong = tensor([0L, 1L]);
        Tensor random = randn([3, 2, 4], type);
        yield return ("one step", randn([1, 2, 4], type), randn([1, 2, 4], type), wrong);
        yield return ("one class", randn([3, 2, 1], type), randn([5, 2, 1], type), zeros([2], ScalarType.Int64));
        yield return ("identical logits", random.clone(), random, wrong);
        foreach (double height in (double[])[50, 1e4, 1e30])
        {
            Tensor high = zeros([3, 2, 4], type);
            high.select(2, 3).fill_(height);
            yield return ($"a student sure and wrong at {height}", high, zeros([1, 2, 4], type), wrong);
            yield return ($"a teacher sure and wrong at {height}", randn([3, 2, 4], type), high.clone(), wrong);
            yield return ($"both sure against each other at {height}", high.flip(2), high.clone(), wrong);
        }
    }

    private static bool HasSampleWeights(string id, LossPreset preset)
        => id.Split('+').Any(part => part == "wsld" || (part == "ld" && preset == LossPreset.ReleasedCode));

    private static DistillationLoss Make(string id, LossPreset preset, ScalarType type)
    {
        DistillationLoss loss = DistillationLosses.Create(Options(id, preset));
        loss.to(type);
        return loss;
    }
}
