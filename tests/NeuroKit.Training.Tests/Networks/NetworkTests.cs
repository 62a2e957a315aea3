using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Networks;

public sealed class NetworkTests : TrainingTest
{
    private static readonly NetworkOptions s_small = new(2, 32, 32, 5);

    [SkippableTheory]
    [InlineData("wide-7b-net", 10, 1_192_218, 1_631_716_608)]
    [InlineData("7b-net", 11, 130_426, 403_677_536)]
    [InlineData("spikingformer-2-256", 10, 2_568_714, 378_538_496)]
    [InlineData("spikingformer-2-256-cml", 10, 2_568_714, 378_538_496)]
    [InlineData("spikingformer-2-256-cml", 11, 2_568_971, 378_538_752)]
    public void ParametersAndMacsOfTheNetworksForEventFrames(string identifier, int classes, long parameters, long macs)
    {
        using SpikingNetwork network = SpikingNetworks.Create(identifier, new NetworkOptions(Classes: classes));
        NetworkDescription description = network.Describe();
        Assert.Equal(parameters, description.Parameters);
        Assert.Equal(parameters, network.parameters().Sum(p => p.numel()));
        Assert.Equal(macs, description.MacsPerStep);
    }

    /// <summary>The counts printed in the papers' tables, in millions; some are cut off, some rounded.</summary>
    [SkippableTheory]
    [InlineData("resnet19", 32, 10, 12.63)]
    [InlineData("sew-resnet20", 32, 10, 0.27)]
    [InlineData("sew-resnet18", 64, 1000, 11.69)]
    [InlineData("sew-resnet34", 64, 1000, 21.79)]
    [InlineData("sew-resnet50", 64, 1000, 25.56)]
    [InlineData("spikingformer-4-256", 32, 10, 4.15)]
    [InlineData("spikingformer-2-384", 32, 10, 5.76)]
    [InlineData("spikingformer-4-384-cml", 32, 10, 9.32)]
    [InlineData("spikingformer-8-384", 64, 1000, 16.81)]
    [InlineData("spikingformer-8-512", 64, 1000, 29.68)]
    public void ParametersOfTheNetworksForPictures(string identifier, int side, int classes, double millions)
    {
        using SpikingNetwork network = SpikingNetworks.Create(identifier, new NetworkOptions(3, side, side, classes));
        NetworkDescription description = network.Describe();
        Assert.Equal(description.Parameters, network.parameters().Sum(p => p.numel()));
        Assert.InRange(description.Parameters / 1e6 - millions, -0.005, 0.01);
    }

    [SkippableFact]
    public void Resnet18CountsWhatIsKnownOfIt()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-resnet18", new NetworkOptions(3, 224, 224, 1000));
        NetworkDescription description = network.Describe();
        Assert.Equal(11_689_512, description.Parameters);
        Assert.Equal(1_814_073_344, description.MacsPerStep);
    }

    [SkippableFact]
    public void TheDescriptionFollowsTheShapes()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 34, 34, 10));
        NetworkDescription description = network.Describe();
        LayerDescription stem = description.Layers[0];
        Assert.Equal(("up1.conv", "Conv2d", 32L, 2L * 16 * 34 * 34), (stem.Name, stem.Kind, stem.Parameters, stem.MacsPerStep));
        Assert.Equal([2, 34, 34], stem.InputShape);
        Assert.Equal([16, 34, 34], stem.OutputShape);
        LayerDescription neurons = description.Layers.First(l => l.Kind == "PLIF");
        Assert.Equal(("up1.sn", 1L, 0L), (neurons.Name, neurons.Parameters, neurons.MacsPerStep));
        LayerDescription head = description.Layers[^1];
        Assert.Equal(("head", 16L * 4 * 4 * 10), (head.Name, head.MacsPerStep));
        Assert.DoesNotContain(description.Layers, layer => layer.IsIdle);
        Assert.True(network.training);
        Assert.Equal(0, network.state_dict().Where(e => e.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Sum(e => e.Value.item<long>()));
    }

    [SkippableTheory]
    [InlineData("sew-small")]
    [InlineData("resnet19")]
    [InlineData("sew-resnet20")]
    [InlineData("sew-resnet50")]
    [InlineData("spikingformer-1-32")]
    [InlineData("spikingformer-1-32-cml")]
    public void EveryParameterLearnsAndNothingStays(string identifier)
    {
        using SpikingNetwork network = SpikingNetworks.Create(identifier, s_small);
        Tensor x = randint(0, 4, [2, 3, 2, 32, 32]).to_type(ScalarType.Float32);
        using SpikingOutput output = network.Forward(x, new ForwardRequest { FiringRates = true });
        Assert.Equal([3, 2, 5], output.Logits.shape);
        Assert.Equal(network.Neurons.Select(n => n.Name).Order(), output.FiringRates.Keys.Order());
        Assert.All(output.FiringRates.Values, rate => Assert.InRange(rate, 0, 1));
        output.MeanLogits().square().sum().backward();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
            Assert.True(parameter.grad is not null != name.Contains(".norm", StringComparison.Ordinal), name);
        Assert.All(network.Neurons, n => Assert.Null(n.Neuron.Potential));
        Assert.Equal(network.state_dict().Count, network.state_dict().Keys.Distinct().Count());
    }

    [SkippableFact]
    public void FeaturesComeInTheFormAskedFor()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", s_small);
        network.eval();
        Tensor x = randint(0, 6, [2, 4, 2, 32, 32]); // whole numbers, as loaders give them
        using SpikingOutput mean = network.Forward(x, new ForwardRequest { Features = ["block2.out", "block3.unit1.sn.out"] });
        using SpikingOutput steps = network.Forward(x, new ForwardRequest { Features = ["block2.out"], FeatureForm = FeatureForm.PerStep });
        Assert.Equal(["block2.out", "block3.unit1.sn.out"], mean.Features.Keys.Order());
        Assert.Equal([2, 16, 16, 16], mean.Features["block2.out"].shape);
        Assert.Equal([4, 2, 16, 16, 16], steps.Features["block2.out"].shape);
        Close(steps.Features["block2.out"].mean([0]), mean.Features["block2.out"], 1e-6);
        Assert.True(BitEqual(mean.Logits, steps.Logits));
        using SpikingOutput plain = network.Forward(x);
        Assert.Empty(plain.Features);
        Assert.Empty(plain.FiringRates);
        Assert.Throws<ArgumentException>(() => network.Forward(x, new ForwardRequest { Features = ["block9.out"] }));
    }

    [SkippableFact]
    public void PassesAreIndependentUnlessStreaming()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", s_small);
        network.eval();
        using IDisposable quiet = no_grad();
        Tensor x = randint(0, 6, [2, 6, 2, 32, 32]);
        var streaming = new ForwardRequest { Streaming = true };
        Tensor whole = network.Forward(x).Logits;
        Assert.True(BitEqual(whole, network.Forward(x).Logits));
        Tensor first = network.Forward(x.narrow(1, 0, 2), streaming).Logits;
        Assert.True(BitEqual(whole, network.Forward(x).Logits)); // in between, without a trace
        Tensor rest = network.Forward(x.narrow(1, 2, 4), streaming).Logits;
        Close(whole, cat([first, rest], 0), 1e-5);
        var error = Assert.Throws<NeuronStateException>(() => network.Forward(x.narrow(0, 0, 1), streaming));
        Assert.Contains("ResetState()", error.Message, StringComparison.Ordinal);
        network.ResetState();
        network.Forward(x.narrow(0, 0, 1), streaming).Dispose();
    }

    [SkippableFact]
    public void LearningFromPiecesNeedsACutBetweenThem()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", s_small);
        Tensor x = randint(0, 6, [2, 2, 2, 32, 32]);
        var streaming = new ForwardRequest { Streaming = true };
        network.Forward(x, streaming).Logits.sum().backward();
        var error = Assert.Throws<NeuronStateException>(() => network.Forward(x, streaming));
        Assert.Contains("DetachState()", error.Message, StringComparison.Ordinal);
        network.DetachState();
        network.Forward(x, streaming).Logits.sum().backward();
    }

    [SkippableFact]
    public void AFullDisposalLeavesNoTensors()
    {
        using SpikingNetwork network = SpikingNetworks.Create("spikingformer-1-32", s_small);
        Tensor x = randint(0, 4, [2, 2, 2, 32, 32]);
        var request = new ForwardRequest { Features = ["block1.out"], FiringRates = true };
        network.Forward(x, request).Dispose();
        LifetimeStatistics statistics = DisposeScopeManager.Statistics.TensorStatistics;
        long before = statistics.ThreadTotalLiveCount;
        network.Forward(x, request).Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [SkippableTheory]
    [InlineData(SewConnection.Add, new[] { 0f, 1, 3, 4 })]
    [InlineData(SewConnection.And, new[] { 0f, 0, 0, 3 })]
    [InlineData(SewConnection.Iand, new[] { 0f, 0, 3, 0 })]
    public void ConnectionsJoinAsTheirNamesSay(SewConnection connection, float[] expected)
        => Assert.Equal(expected, SewBlock.Join(connection, tensor(new[] { 0f, 1, 0, 1 }), tensor(new[] { 0f, 0, 3, 3 })).data<float>().ToArray());

    [SkippableFact]
    public void WrongFramesAreToldWhatIsExpected()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", s_small);
        var error = Assert.Throws<ArgumentException>(() => network.Forward(zeros(1, 2, 32, 32)));
        Assert.Contains("[N, T, 2, 32, 32]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7b-nets")]
    [InlineData("spikingformer-L-D")]
    [InlineData("spikingformer-2-100")]
    public void UnknownNetworksAreRejected(string identifier)
        => Assert.Throws<ArgumentException>(() => SpikingNetworks.Create(identifier, new NetworkOptions()));

    [Fact]
    public void FramesTooSmallForTheNetworkAreRejected()
    {
        Assert.Throws<ArgumentException>(() => SpikingNetworks.Create("7b-net", new NetworkOptions(2, 64, 128)));
        Assert.Throws<ArgumentException>(() => SpikingNetworks.Create("7b-net", new NetworkOptions(Classes: 0)));
    }
}
