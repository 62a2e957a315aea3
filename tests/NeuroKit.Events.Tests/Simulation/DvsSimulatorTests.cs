using NeuroKit.Events.Simulation;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Simulation;

/// <summary>The simulator against what can be worked out by hand.</summary>
public sealed class DvsSimulatorTests
{
    private static readonly DvsSimulatorOptions s_ideal = new()
    {
        OnThreshold = 0.2,
        OffThreshold = 0.25,
        ThresholdSigma = 0,
        LogOffset = 0.1,
        RefractoryMicroseconds = 0,
        NoiseHertzPerPixel = 0,
    };

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1f, 0f)]
    [InlineData(0.3f, 0.5f)]
    [InlineData(0.5f, 0.3f)]
    [InlineData(0.5f, 0.55f)]
    [InlineData(0f, 100f)]
    public void AChangeOfLightMakesAnEventForEveryThresholdAtItsTime(float before, float after)
    {
        const long Start = 5_000;
        const long Duration = 40_000;
        var simulator = new DvsSimulator(new SensorSize(5, 3), s_ideal);
        using var events = new EventBuffer();
        simulator.AddFrame(Flat(15, before), Start, events);
        simulator.AddFrame(Flat(15, after), Start + Duration, events);

        double change = Math.Log((after + 0.1) / (before + 0.1));
        double threshold = change > 0 ? 0.2 : 0.25;
        int eachPixel = (int)(Math.Abs(change) / threshold);
        Assert.Equal(15 * eachPixel, events.Count);
        for (int k = 0; k < eachPixel; k++)
        {
            double expected = Start + (Duration * ((k + 1) * threshold / Math.Abs(change)));
            for (int pixel = 0; pixel < 15; pixel++)
            {
                Event e = events.Span[(15 * k) + pixel];
                Assert.Equal(expected, e.T, 0.6);
                Assert.Equal((pixel % 5, pixel / 5), (e.X, e.Y));
                Assert.Equal(change > 0 ? 1 : 0, e.P);
            }
        }
    }

    [Fact]
    public void APixelRemembersAcrossStepsAndTurnsRoundByBothThresholds()
    {
        // In units of ln(light): up by 0.15, 0.3 (first ON, at 0.2), back to 0.05 (not yet 0.25 below 0.2), to −0.06 (OFF at −0.05).
        double[] levels = [0, 0.15, 0.3, 0.05, -0.06, -0.06];
        var simulator = new DvsSimulator(new SensorSize(1, 1), s_ideal);
        using var events = new EventBuffer();
        for (int i = 0; i < levels.Length; i++)
            simulator.AddFrame([(float)((0.6 * Math.Exp(levels[i])) - 0.1)], i * 1000, events);
        Assert.Equal(2, events.Count);
        Assert.Equal(1, events.Span[0].P);
        Assert.Equal(1000 + (1000 * (0.05 / 0.15)), events.Span[0].T, 1.0);
        Assert.Equal(0, events.Span[1].P);
        Assert.Equal(3000 + (1000 * (0.1 / 0.11)), events.Span[1].T, 1.0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMovingEdgeMakesTheEventsOfItsContrastWhenItPasses(bool brightComesFirst)
    {
        // An upright edge between 0.2 and 0.9 crosses 8 pixels in 80 ms, left to right, 100 pixels a second.
        float left = brightComesFirst ? 0.9f : 0.2f;
        float right = brightComesFirst ? 0.2f : 0.9f;
        float[] picture = new float[40 * 4];
        for (int i = 0; i < picture.Length; i++)
            picture[i] = i % 40 < 20 ? left : right;
        DvsSimulatorOptions options = s_ideal with { StepMicroseconds = 20 };
        var simulator = new DvsSimulator(new SensorSize(16, 4), options);
        using EventBuffer events = simulator.Simulate(
            new MovingImage(new GreyImage(40, 4, picture), new LinearPath(-4, 0, 4, 0, 80_000)) { Background = 0.5f });

        // Rows 0 and 3 stay; columns 0 … 3 and 12 … 15 see no edge.
        double ratio = Math.Log(1.0 / 0.3);
        double threshold = brightComesFirst ? 0.2 : 0.25;
        int eachPixel = (int)(ratio / threshold);
        Assert.Equal(8 * 4 * eachPixel, events.Count);
        var times = new List<long>[16];
        for (int x = 0; x < 16; x++)
            times[x] = [];
        foreach (Event e in events.Span)
        {
            Assert.Equal(brightComesFirst ? 1 : 0, e.P);
            if (e.Y == 2)
                times[e.X].Add(e.T);
        }

        for (int x = 4; x < 12; x++)
        {
            Assert.Equal(eachPixel, times[x].Count);
            for (int k = 0; k < eachPixel; k++)
            {
                // The ramp between two pixels of the picture passes in 10 ms; its light is linear, so its k-th level comes late or early by e^….
                double from = (brightComesFirst ? 0.3 : 1.0) * Math.Exp((brightComesFirst ? 1 : -1) * (k + 1) * threshold);
                double share = brightComesFirst ? (from - 0.3) / 0.7 : (1.0 - from) / 0.7;
                double begins = (x - 4) * 10_000.0;
                Assert.Equal(begins + (share * 10_000), times[x][k], 20.0);
            }
        }
    }

    [Fact]
    public void AStillPictureWithoutNoiseMakesNoEvents()
    {
        DvsSimulatorOptions options = new() { NoiseHertzPerPixel = 0, ThresholdSigma = 0.05 };
        var simulator = new DvsSimulator(new SensorSize(30, 20), options);
        using EventBuffer events = simulator.Simulate(new MovingImage(Textured(25, 25), new LinearPath(0.3, 0.7, 0.3, 0.7, 500_000)));
        Assert.Equal(0, events.Count);
    }

    [Fact]
    public void NoiseIsPoissonOverPixelsTimeAndPolarity()
    {
        DvsSimulatorOptions options = s_ideal with { NoiseHertzPerPixel = 5 };
        var simulator = new DvsSimulator(new SensorSize(32, 32), options);
        using EventBuffer events = simulator.Simulate(new MovingImage(Textured(8, 8), new LinearPath(0, 0, 0, 0, 2_000_000)));
        double expected = 5 * 1024 * 2;
        Assert.Equal(expected, events.Count, 5 * Math.Sqrt(expected));
        Assert.Equal(expected / 2, events.Span.P.ToArray().Count(p => p == 1), 5 * Math.Sqrt(expected / 4));
        Assert.Equal(expected / 2, events.Span.T.ToArray().Count(t => t < 1_000_000), 5 * Math.Sqrt(expected / 4));
        int[] perPixel = new int[1024];
        foreach (Event e in events.Span)
            perPixel[(e.Y * 32) + e.X]++;
        // Poisson: the variance of counts is their mean. Its standard error over n pixels is about mean × √(2 / n).
        double mean = perPixel.Average();
        double variance = perPixel.Sum(c => (c - mean) * (c - mean)) / 1023;
        Assert.Equal(mean, variance, 5 * mean * Math.Sqrt(2.2 / 1024));
        Assert.Equal(events.Count, events.Span.T.ToArray().Count(t => t is >= 0 and < 2_000_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(3_000)]
    [InlineData(50_000)]
    public void NoPixelFiresWithinItsRefractoryPeriod(long refractory)
    {
        DvsSimulatorOptions options = s_ideal with { RefractoryMicroseconds = refractory, NoiseHertzPerPixel = 20, ThresholdSigma = 0.02 };
        var simulator = new DvsSimulator(new SensorSize(34, 34), options);
        using EventBuffer events = simulator.Simulate(new MovingImage(Textured(28, 28), SaccadePath.NMnist));
        using EventBuffer free = new DvsSimulator(new SensorSize(34, 34), options with { RefractoryMicroseconds = 0 })
            .Simulate(new MovingImage(Textured(28, 28), SaccadePath.NMnist));
        Assert.True(refractory == 1 || events.Count < free.Count);
        Assert.True(events.Count > 0);
        long[] last = new long[34 * 34];
        Array.Fill(last, -1_000_000);
        foreach (Event e in events.Span)
        {
            int pixel = (e.Y * 34) + e.X;
            Assert.True(e.T - last[pixel] >= refractory);
            last[pixel] = e.T;
        }
    }

    [Fact]
    public void MismatchSpreadsTheThresholdsByItsSigma()
    {
        // A slow exponential rise: a pixel's first event comes after a time that is its threshold.
        DvsSimulatorOptions options = s_ideal with { OnThreshold = 0.3, ThresholdSigma = 0.04, Seed = 5 };
        var simulator = new DvsSimulator(new SensorSize(100, 100), options);
        using var events = new EventBuffer();
        simulator.AddFrame(Flat(10_000, 0.5f), 0, events);
        simulator.AddFrame(Flat(10_000, (float)((0.6 * Math.E) - 0.1)), 1_000_000, events);
        double[] first = new double[10_000];
        for (int i = events.Count - 1; i >= 0; i--)
            first[(events.Span.Y[i] * 100) + events.Span.X[i]] = events.Span.T[i] * 1e-6;
        double mean = first.Average();
        double sigma = Math.Sqrt(first.Sum(t => (t - mean) * (t - mean)) / 9_999);
        Assert.Equal(0.3, mean, 5 * 0.04 / 100);
        Assert.Equal(0.04, sigma, 5 * 0.04 / Math.Sqrt(20_000));
    }

    [Fact]
    public void LinearLogarithmicResponseIsLinearInTheDark()
    {
        DvsSimulatorOptions options = s_ideal with { Response = PhotoreceptorResponse.LinearLogarithmic, LinearBelow = 20 };
        var simulator = new DvsSimulator(new SensorSize(1, 1), options);
        using var events = new EventBuffer();
        simulator.AddFrame([0], 0, events);
        simulator.AddFrame([10 / 255f], 1000, events); // ln 20 × 10 / 20 = 1.498: 7 thresholds
        Assert.Equal(7, events.Count);
        simulator.AddFrame([200 / 255f], 2000, events); // ln 200 = 5.298: 26 in all
        Assert.Equal(26, events.Count);
    }

    [Fact]
    public void EventsComeInOrderOfTime()
    {
        var simulator = new DvsSimulator(SensorSize.NMnist);
        using EventBuffer events = simulator.Simulate(new MovingImage(Textured(28, 28), ClosedLoopPath.Cifar10Dvs));
        Assert.True(events.Count > 1000);
        Assert.True(events.Span.IsTimeOrdered());
    }

    [Fact]
    public void PolarityFollowsTheSignOfContrastEvenly()
    {
        // The path ends where it began, so every rise has its fall: what a pixel gave, it takes back but for less than two thresholds.
        var simulator = new DvsSimulator(SensorSize.NMnist, s_ideal with { OffThreshold = 0.2 });
        using EventBuffer events = simulator.Simulate(new MovingImage(Textured(28, 28), SaccadePath.NMnist));
        int[] balance = new int[34 * 34];
        foreach (Event e in events.Span)
            balance[(e.Y * 34) + e.X] += e.P == 1 ? 1 : -1;
        Assert.True(events.Count > 5000);
        Assert.All(balance, b => Assert.InRange(b, -1, 1));
    }

    [Fact]
    public void ARecordingsNumberChangesTheNoiseAndNotTheSensor()
    {
        var scene = new MovingImage(Textured(28, 28), SaccadePath.NMnist);
        var quiet = new DvsSimulator(SensorSize.NMnist, new DvsSimulatorOptions { NoiseHertzPerPixel = 0 });
        using EventBuffer a = quiet.Simulate(scene, 1);
        using EventBuffer b = quiet.Simulate(scene, 2);
        Assert.Equal(EventDigests.Of(a), EventDigests.Of(b));
        var noisy = new DvsSimulator(SensorSize.NMnist, new DvsSimulatorOptions { NoiseHertzPerPixel = 1 });
        using EventBuffer c = noisy.Simulate(scene, 1);
        using EventBuffer d = noisy.Simulate(scene, 2);
        using EventBuffer again = noisy.Simulate(scene, 1);
        Assert.NotEqual(EventDigests.Of(c), EventDigests.Of(d));
        Assert.Equal(EventDigests.Of(c), EventDigests.Of(again));
    }

    [Fact]
    public void WrongInputIsRefused()
    {
        var simulator = new DvsSimulator(new SensorSize(2, 2), s_ideal);
        using var events = new EventBuffer();
        Assert.Throws<ArgumentException>(() => simulator.AddFrame([1, 1, 1], 0, events));
        Assert.Throws<ArgumentException>(() => simulator.AddFrame([1, 1, 1, float.NaN], 0, events));
        Assert.Throws<ArgumentException>(() => simulator.AddFrame([1, 1, 1, -1], 0, events));
        simulator.AddFrame([1, 1, 1, 1], 10, events);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.AddFrame([1, 1, 1, 1], 10, events));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.AddFrame([1, 1, 1, 1], 12 + (1L << 30), events));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => simulator.Simulate(new MovingImage(Textured(4, 4), SaccadePath.NMnist) { Scale = 0 }));
        Assert.Throws<ArgumentException>(() => new GreyImage(2, 2, (ReadOnlySpan<byte>)[1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new GreyImage(1, 1, [float.PositiveInfinity]));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new DvsSimulator(new SensorSize(2, 2), new DvsSimulatorOptions { OnThreshold = 0, StepMicroseconds = 0, LogOffset = double.NaN }));
        Assert.Contains("OnThreshold is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("StepMicroseconds is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("LogOffset is NaN", error.Message, StringComparison.Ordinal);
    }

    internal static GreyImage Textured(int width, int height)
    {
        byte[] pixels = new byte[width * height];
        uint state = 12345;
        for (int i = 0; i < pixels.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            pixels[i] = (byte)(state >> 24);
        }

        return new GreyImage(width, height, pixels);
    }

    private static float[] Flat(int pixels, float luminance)
    {
        float[] picture = new float[pixels];
        Array.Fill(picture, luminance);
        return picture;
    }
}
