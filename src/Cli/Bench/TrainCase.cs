using System.Diagnostics;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Bench;

/// <summary>Trains a network on made-up frames and takes the time of each step. The only class of <c>bench train</c> that touches the training library.</summary>
internal static class TrainCase
{
    private const int Batch = 2;
    private const int Side = 128;
    private const int Classes = 10;
    private const int WarmUp = 2;
    private const int OverheadSteps = 20;
    private const int OverheadSide = 8;

    /// <summary>Measures one case in this process.</summary>
    /// <param name="network">The network's identifier.</param>
    /// <param name="frames">T.</param>
    /// <param name="steps">The steps measured, after those that warm up.</param>
    public static TrainBenchRow Measure(string network, int frames, int steps)
    {
        TorchRuntimeState runtime = TorchRuntime.Prepare(seed: 1);
        (double[] taken, int layers) = Steps(network, frames, Batch, Side, steps);
        using Process self = Process.GetCurrentProcess();
        double peakMegabytes = self.PeakWorkingSet64 / 1e6;

        // What is spent outside the kernels depends on the number of operations, not on their size: a small network on pictures of a few
        // pixels shows it, kernels included, so that the share is an upper bound.
        (double[] small, int smallLayers) = Steps("sew-small", frames, 1, OverheadSide, OverheadSteps);
        double outside = BenchFigures.Median(small) * layers / smallLayers;
        return new(
            Name(network, frames), steps, BenchFigures.Median(taken), peakMegabytes, taken.Min(), 100 * outside / BenchFigures.Median(taken), runtime.Threads);
    }

    /// <summary>The name of a case.</summary>
    public static string Name(string network, int frames) => $"{network} T={frames} batch {Batch}";

    private static (double[] Milliseconds, int Layers) Steps(string identifier, int frames, int batch, int side, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        using SpikingNetwork network = SpikingNetworks.Create(identifier, new NetworkOptions(2, side, side, Classes));
        using optim.Optimizer optimizer = optim.SGD(network.parameters(), 0.01, momentum: 0.9);
        // A tenth of the pixels hold an event, as in a recording.
        Tensor x = rand((long[])[batch, frames, 2, side, side]).lt(0.1).to_type(ScalarType.Float32);
        Tensor labels = randint(Classes, (long[])[batch], dtype: ScalarType.Int64);
        var milliseconds = new List<double>();
        for (int i = 0; i < WarmUp + steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Step(network, optimizer, x, labels);
            if (i >= WarmUp)
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return ([.. milliseconds], network.Describe().Layers.Count(layer => !layer.IsIdle));
    }

    private static void Step(SpikingNetwork network, optim.Optimizer optimizer, Tensor x, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        using SpikingOutput output = network.Forward(x);
        Tensor loss = nn.functional.cross_entropy(output.MeanLogits(), labels);
        loss.backward();
        optimizer.step();
        if (!double.IsFinite(loss.item<float>()))
            throw new CommandFailedException($"bench train: the loss of {network.Identifier} is no longer a number");
    }
}
