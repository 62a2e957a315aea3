using NeuroKit.Events.Simulation;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Simulation;

/// <summary>
/// The same events on every machine: digests over all four columns. A change of these is a change of every synthetic data set: raise
/// <c>FashionDvs.Generator</c> with it. What this does not prove is that other processors agree; it is run on them, and with vector instructions off (DOTNET_EnableHWIntrinsic=0), for that.
/// </summary>
public sealed class PinnedSimulationTests
{
    public static TheoryData<string, int, string> Cases => new()
    {
        { "saccades", 54722, "d124b77c5b326dd2f55ae3f6417dcd38878b33a46011bc5042b294f52af77c17" },
        { "enlarged loop", 103307, "2f78aa419b50b3cd17921ed5b544c9af1571bb854e846ebf1e4252ce5ab51dcd" },
        { "linear-logarithmic", 35031, "276dd54fef135e6b4b23cc7399b68e99706c27033b50749d5963fc50f446fe35" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void EventsAreTheOnesPinned(string name, int count, string digest)
    {
        using EventBuffer events = Simulate(name);
        Assert.Equal((count, digest), (events.Count, Digest(events)));
    }

    private static EventBuffer Simulate(string name)
    {
        GreyImage image = DvsSimulatorTests.Textured(28, 28);
        return name switch
        {
            "saccades" => new DvsSimulator(SensorSize.NMnist).Simulate(new MovingImage(image, SaccadePath.NMnist)),
            "enlarged loop" => new DvsSimulator(new SensorSize(61, 47), new DvsSimulatorOptions { Seed = 99, LogOffset = 0.05, NoiseHertzPerPixel = 3 })
                .Simulate(new MovingImage(image, ClosedLoopPath.Cifar10Dvs) { Scale = 1.7, Background = 0.4f }, 12),
            "linear-logarithmic" => new DvsSimulator(
                    new SensorSize(40, 30),
                    new DvsSimulatorOptions { Response = PhotoreceptorResponse.LinearLogarithmic, ThresholdSigma = 0.1, RefractoryMicroseconds = 700, StepMicroseconds = 333 })
                .Simulate(new MovingImage(image, new SaccadePath(7.3, 41_111)) { Scale = 0.9 }),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    private static string Digest(EventBuffer events)
    {
        EventDigests digests = EventDigests.Of(events);
        return string.Concat(digests.T.AsSpan(0, 16), digests.X.AsSpan(0, 16), digests.Y.AsSpan(0, 16), digests.P.AsSpan(0, 16));
    }
}
