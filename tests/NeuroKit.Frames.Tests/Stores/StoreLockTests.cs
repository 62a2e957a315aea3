using NeuroKit.Frames.Stores.Format;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Stores;

public sealed class StoreLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneHoldsItAtATimeAndItsFileGoesWithIt()
    {
        string path = _folder.File("a.lock");
        using (StoreLock? first = StoreLock.TryTake(path))
        {
            Assert.NotNull(first);
            Assert.Null(StoreLock.TryTake(path));
            if (!OperatingSystem.IsWindows())
                Assert.StartsWith($"process {Environment.ProcessId} on ", StoreLock.OwnerOf(path), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
        using StoreLock? second = StoreLock.TryTake(path);
        Assert.NotNull(second);
    }

    [Fact]
    public void AFileThatNobodyHoldsIsNoLock()
    {
        string path = _folder.File("stale.lock");
        File.WriteAllText(path, "process 1 on elsewhere since long ago");
        using StoreLock? taken = StoreLock.TryTake(path);
        Assert.NotNull(taken);
    }

    [Fact]
    public void NoTwoThreadsHoldItEver()
    {
        string path = _folder.File("contended.lock");
        int holders = 0;
        int most = 0;
        int told = 0;
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 40; i++)
            {
                using StoreLock held = StoreLock.Take(path, _ => Interlocked.Increment(ref told), CancellationToken.None);
                int now = Interlocked.Increment(ref holders);
                most = Math.Max(most, now);
                Thread.Yield();
                Interlocked.Decrement(ref holders);
            }
        });
        Assert.Equal(1, most);
    }

    [Fact]
    public void WaitingIsToldOnceAndCanBeCancelled()
    {
        string path = _folder.File("b.lock");
        using StoreLock? held = StoreLock.TryTake(path);
        using var source = new CancellationTokenSource(200);
        int told = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => StoreLock.Take(path, _ => told++, source.Token));
        Assert.Equal(1, told);
    }
}
