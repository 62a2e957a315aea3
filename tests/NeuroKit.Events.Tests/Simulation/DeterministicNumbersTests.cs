using System.Runtime.Intrinsics;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Tests.Simulation;

public sealed class DeterministicNumbersTests
{
    [Fact]
    public void LogarithmsAreRightToTheirPrecision()
    {
        var random = new DeterministicRandom(7);
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.Pow(10, (random.NextDouble() * 40) - 20);
            Assert.Equal(Math.Log(x), DeterministicMath.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
            float y = (float)x;
            Assert.Equal(Math.Log(y), DeterministicMath.Log(y), 3e-7 * Math.Max(1, Math.Abs(Math.Log(y))));
        }

        Assert.Equal(0, DeterministicMath.Log(1.0));
        Assert.Equal(0, DeterministicMath.Log(1f));
    }

    [Fact]
    public void EveryLaneOfAVectorEqualsTheScalar()
    {
        var random = new DeterministicRandom(8);
        float[] x = new float[Vector512<float>.Count];
        for (int round = 0; round < 10_000; round++)
        {
            for (int lane = 0; lane < x.Length; lane++)
                x[lane] = (float)Math.Pow(10, (random.NextDouble() * 20) - 10);
            Vector512<float> logs = DeterministicMath.Log(Vector512.Create(x));
            for (int lane = 0; lane < x.Length; lane++)
                Assert.Equal(BitConverter.SingleToInt32Bits(DeterministicMath.Log(x[lane])), BitConverter.SingleToInt32Bits(logs[lane]));
        }
    }

    // The generators' published reference outputs.
    [Fact]
    public void GeneratorsGiveTheirReferenceOutputs()
    {
        ulong state = 1234567;
        foreach (ulong expected in (ReadOnlySpan<ulong>)[6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821])
            Assert.Equal(expected, DeterministicRandom.SplitMix(ref state));
        var random = new DeterministicRandom(1, 2, 3, 4);
        foreach (ulong expected in (ReadOnlySpan<ulong>)[11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832])
            Assert.Equal(expected, random.Next());
    }

    [Fact]
    public void GaussianAndExponentialHaveTheirMoments()
    {
        const int Draws = 200_000;
        var random = new DeterministicRandom(9);
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        double waits = 0;
        for (int i = 0; i < Draws; i++)
        {
            double g = random.NextGaussian();
            sum += g;
            squares += g * g;
            fourth += g * g * g * g;
            waits += random.NextExponential();
        }

        // Five standard errors each: 1, √2, √96 and 1 over √n.
        double unit = 5 / Math.Sqrt(Draws);
        Assert.Equal(0, sum / Draws, unit);
        Assert.Equal(1, squares / Draws, unit * Math.Sqrt(2));
        Assert.Equal(3, fourth / Draws, unit * Math.Sqrt(96));
        Assert.Equal(1, waits / Draws, unit);
    }

    [Fact]
    public void BoundedNumbersAreEven()
    {
        const int Draws = 100_000;
        var random = new DeterministicRandom(10);
        int[] counts = new int[7];
        for (int i = 0; i < Draws; i++)
            counts[random.NextBelow(7)]++;
        double expected = Draws / 7.0;
        double chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chiSquare, 0, 22.5); // 6 degrees of freedom, one in a thousand is above
    }

    [Fact]
    public void DerivedStreamsDiffer()
    {
        HashSet<ulong> seeds = [];
        for (ulong seed = 0; seed < 50; seed++)
        {
            for (ulong stream = 0; stream < 50; stream++)
                Assert.True(seeds.Add(DeterministicRandom.Derive(seed, stream)));
        }
    }
}
