using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Tests.Simulation;

public sealed class PathTests
{
    [Fact]
    public void NMnistMakesThreeSaccadesRoundATriangle()
    {
        SaccadePath path = SaccadePath.NMnist;
        Assert.Equal(300_000, path.DurationMicroseconds);
        Assert.Equal(new PathOffset(-2.5, -2.5), path.OffsetAt(0));
        Assert.Equal(new PathOffset(0, 2.5), path.OffsetAt(100_000));
        Assert.Equal(new PathOffset(2.5, -2.5), path.OffsetAt(200_000));
        Assert.Equal(new PathOffset(-2.5, -2.5), path.OffsetAt(300_000));
        Assert.Equal(new PathOffset(-1.25, 0), path.OffsetAt(50_000));
    }

    [Fact]
    public void SaccadeIsFastestInItsMiddle()
    {
        double[] speeds = [.. Enumerable.Range(0, 100).Select(i => Distance(SaccadePath.NMnist, i * 1000L, (i + 1) * 1000L))];
        Assert.InRange(Array.IndexOf(speeds, speeds.Max()), 48, 51);
        for (int i = 1; i < 50; i++)
            Assert.True(speeds[i] > speeds[i - 1]);
        for (int i = 51; i < 100; i++)
            Assert.True(speeds[i] < speeds[i - 1]);
    }

    [Fact]
    public void ClosedLoopGoesRoundSixTimesAtEvenSpeed()
    {
        ClosedLoopPath path = ClosedLoopPath.Cifar10Dvs;
        Assert.Equal(1_200_000, path.DurationMicroseconds);
        Assert.Equal(path.OffsetAt(0), path.OffsetAt(1_200_000));
        double first = Distance(path, 0, 1000);
        for (long t = 0; t < 1_200_000; t += 1000)
        {
            Assert.Equal(first, Distance(path, t, t + 1000), 1e-9);
            Assert.Equal(path.OffsetAt(t), path.OffsetAt((t + 200_000) % 1_200_000));
        }

        Assert.Equal(0.625 * Math.Sqrt(2) / 50, first, 1e-9);
    }

    [Fact]
    public void WrongPathsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaccadePath(double.NaN, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaccadePath(-1, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaccadePath(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClosedLoopPath(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClosedLoopPath(1, 1, 0));
    }

    private static double Distance(ImagePath path, long from, long to)
    {
        PathOffset a = path.OffsetAt(from);
        PathOffset b = path.OffsetAt(to);
        return Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
    }
}
