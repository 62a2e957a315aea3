using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class ArtificialTeacherTests : SmallRun
{
    [SkippableTheory]
    [InlineData("sew-small")]
    [InlineData("sew-resnet20")]
    [InlineData("resnet19")]
    [InlineData("spikingformer-1-32")]
    [InlineData("spikingformer-1-32-cml")]
    public void An_artificial_network_has_the_same_layers_under_the_same_names(string id)
    {
        using SpikingNetwork spiking = SpikingNetworks.Create(id, new NetworkOptions(2, 16, 16, 3));
        using SpikingNetwork artificial = SpikingNetworks.Create(id, new NetworkOptions(2, 16, 16, 3) { Activation = Activation.Relu });
        Assert.Equal(spiking.FeatureNames, artificial.FeatureNames);
        Assert.NotEmpty(spiking.Neurons);
        Assert.Empty(artificial.Neurons);
        // But for the neurons' own time constants, which it has no use for.
        Assert.Equal(
            spiking.named_parameters().Where(p => p.parameter.dim() > 0).Select(p => (p.name, string.Join(',', p.parameter.shape))),
            artificial.named_parameters().Select(p => (p.name, string.Join(',', p.parameter.shape))));

        // No memory: each frame is seen by itself.
        artificial.eval();
        Tensor frames = rand([2, 3, 2, 16, 16]).mul(4).floor();
        using IDisposable quiet = no_grad();
        Tensor together = artificial.Forward(frames).Logits;
        for (int t = 0; t < 3; t++)
            Close(artificial.Forward(frames.narrow(1, t, 1)).Logits[0], together[t], 1e-4);
        Assert.True(together.isfinite().all().item<bool>());
    }

    [SkippableFact]
    public void Its_energy_is_of_multiplications()
    {
        using SpikingNetwork network = SpikingNetworks.Create("spikingformer-1-32", new NetworkOptions(2, 16, 16, 3) { Activation = Activation.Relu });
        var meter = new EnergyMeter(network);
        meter.Measure(rand([2, 1, 2, 16, 16]));
        EnergyReport report = meter.Report();
        Assert.Equal(0, report.Accumulates);
        Assert.Equal(network.Describe().MacsPerStep, report.Macs, 6);
    }

    [SkippableFact]
    public void It_teaches_by_summed_frames_and_its_features_go_by_name()
    {
        DistillRecipe recipe = With(d => d with { Teacher = new TeacherRecipe(1, Relu), Students = [2] });
        DistillationResult result = Execute(recipe, "out");
        DistillationInfo info = DistillationInfo.Read(result.Students[0].Folder)!;
        Assert.Equal(("sew-small (relu)", 1, SupervisionKind.Frozen), (info.TeacherNetwork, info.TeacherSteps, info.Supervision));
        // What it sees is the sum of all frames.
        RunData data = RunData.Open(recipe.ToTeacher(), Data);
        using Owned<Training.Data.IBatchSource> source = new(data.Batches(data.Test, [4, 1], nests: false, isTraining: false));
        using Training.Data.TensorBatch batch = source.Value.Epoch(0).First();
        Assert.True(BitEqual(batch.AllFrames[0].sum(1, keepdim: true), batch.AllFrames[1]));

        // Given as a run of its own it makes the same students.
        DistillationResult again = Execute(recipe, "again", new DistillationRunOptions { Teacher = result.Teacher });
        Assert.Equal(Digest(result.Students[0].Folder), Digest(again.Students[0].Folder));

        // It has no weights for a spiking network to begin with.
        DistillRecipe warm = With(d => d with { Initialization = StudentInitialization.Teacher }, recipe);
        Assert.Contains("must be the same network", Assert.Throws<TrainingException>(() => Execute(warm, "warm", new DistillationRunOptions { Teacher = result.Teacher })).Message, StringComparison.Ordinal);
    }
}
