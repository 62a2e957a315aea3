using NeuroKit.Events;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Tests.Loading;

/// <summary>Failures, cancellation and memory.</summary>
public sealed class FrameLoaderFailureTests : IDisposable
{
    private readonly RecordingFolder _folder = RecordingFolder.Of(12);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void ARecordingThatFailsIsNamedInPlaceOfItsBatch(int workers)
    {
        string first = _folder.Dataset[7].Path;
        File.WriteAllBytes(first, [1, 2, 3]);
        File.Delete(_folder.Dataset[8].Path);
        FrameLoader loader = Loader(workers);
        for (int run = 0; run < 5; run++)
        {
            List<int> seen = [];
            FrameLoadException error = Assert.Throws<FrameLoadException>(() =>
            {
                foreach (FrameBatch batch in loader.Epoch(0))
                {
                    using (batch)
                        seen.AddRange(batch.Indices);
                }
            });
            Assert.Equal([0, 1, 2, 3, 4, 5], seen); // batches of 3: the third fails
            Assert.Equal((first, 7), (error.SamplePath, error.SampleIndex));
            Assert.Contains(first, error.Message, StringComparison.Ordinal);
            Assert.IsAssignableFrom<EventFormatException>(error.InnerException);
        }

        FrameLoadException missing = Assert.Throws<FrameLoadException>(() => BatchCopy.All(Loader(workers, batchSize: 1).Epoch(0, 8)));
        Assert.IsType<FileNotFoundException>(missing.InnerException);
        Assert.Equal(_folder.Dataset[8].Path, missing.SamplePath);
    }

    [Fact]
    public async Task TheAsyncFaceFailsTheSameWay()
    {
        File.WriteAllBytes(_folder.Dataset[0].Path, [1, 2, 3]);
        FrameLoadException error = await Assert.ThrowsAsync<FrameLoadException>(async () =>
        {
            await foreach (FrameBatch batch in Loader(2, new SensorSize(9, 7)).EpochAsync(0))
                batch.Dispose();
        });
        Assert.Equal(0, error.SampleIndex);
    }

    [Fact]
    public void BadEventsAreErrorsOrDroppedAsTheOptionsSay()
    {
        var small = new SensorSize(5, 7);
        FrameLoadException error = Assert.Throws<FrameLoadException>(() => BatchCopy.All(Loader(1, small).Epoch(0)));
        Assert.IsType<InvalidEventException>(error.InnerException);
        var dropping = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), new FrameLoaderOptions
        {
            SensorSize = small,
            FrameOptions = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop },
        });
        BatchCopy batch = Assert.Single(BatchCopy.All(dropping.Epoch(0)));
        for (int i = 0; i < 12; i++)
            Assert.Equal(Inside(_folder.Events[i]), (int)batch.Sample(i).Sum());

        static int Inside(EventSpan events)
        {
            int inside = 0;
            foreach (ushort x in events.X)
                inside += x < 5 ? 1 : 0;
            return inside;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void CancellationEndsThePass(int workers)
    {
        using var source = new CancellationTokenSource();
        int batches = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (FrameBatch batch in Loader(workers).Epoch(0, 0, source.Token))
            {
                batch.Dispose();
                if (++batches == 2)
                    source.Cancel();
            }
        });
        Assert.Equal(2, batches);
        Assert.ThrowsAny<OperationCanceledException>(() => BatchCopy.All(Loader(workers).Epoch(0, 0, source.Token)));
    }

    [Fact]
    public async Task CancellationEndsAWaitWithoutAThread()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (FrameBatch batch in Loader(1).EpochAsync(0, 0, source.Token))
            {
                batch.Dispose();
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public void DisposedBatchesServeThoseToCome()
    {
        FrameLoader loader = Loader(0);
        HashSet<Array> arrays = new(ReferenceEqualityComparer.Instance);
        int batches = 0;
        for (int epoch = 0; epoch < 5; epoch++)
        {
            foreach (FrameBatch batch in loader.Epoch(epoch))
            {
                arrays.Add(batch.Frames.Data);
                batches++;
                batch.Dispose();
                batch.Dispose();
                Assert.Throws<ObjectDisposedException>(() => batch.Frames.Data);
                Assert.Equal(1, loader.FreeArrays);
            }
        }

        Assert.Equal(20, batches);
        Assert.Single(arrays);
    }

    [Fact]
    public void BatchesHeldTogetherHaveMemoryOfTheirOwn()
    {
        FrameBatch[] held = [.. Loader(2).Epoch(0)];
        Assert.Equal(4, held.Select(b => b.Frames.Data).Distinct().Count());
        for (int i = 0; i < 12; i++)
            Assert.Equal(_folder.Events[i].Count, (int)new BatchCopy(held[i / 3]).Sample(i % 3).Sum());
        Array.ForEach(held, b => b.Dispose());
    }

    [Fact]
    public void APassThatIsLeftEarlyGivesItsMemoryBack()
    {
        FrameLoader loader = Loader(2);
        foreach (FrameBatch batch in loader.Epoch(0))
        {
            batch.Dispose();
            break;
        }

        // The threads have ended: nothing comes back later.
        int free = loader.FreeArrays;
        Assert.InRange(free, 1, 3);
        Thread.Sleep(50);
        Assert.Equal(free, loader.FreeArrays);
    }

    [Fact]
    public void TheSmallestTypeThatHoldsTheCountsIsTaken()
    {
        using var folder = new RecordingFolder();
        folder.AddPixel("a", "0", 255);
        folder.AddPixel("a", "1", 3, 256, 2);
        folder.AddPixel("a", "2", 1, 7, 40_000);
        var rule = MultiFrameBinning.Exact(FrameBinning.ByTime(1), FrameBinning.ByTime(2));
        BatchCopy[] batches = [.. BatchCopy.All(new FrameLoader(folder.Dataset, rule, new FrameLoaderOptions { BatchSize = 1 }).Epoch(0))];
        Assert.Equal([FrameElement.Byte, FrameElement.Int16, FrameElement.Single], batches.Select(b => b.Elements[0]));
        Assert.Equal([255, 261, 40_008], batches.Select(b => b.Counts[0].Sum()));
        Assert.Equal([255, 261, 40_008], batches.Select(b => b.Counts[1].Sum()));
        // By time in two: [0, 100) and [100, 200]: the first frame is held as bytes before the second needs more.
        Assert.Equal([3, 258], batches[1].Counts[1].Where(c => c > 0));
        BatchCopy together = Assert.Single(BatchCopy.All(new FrameLoader(folder.Dataset, rule).Epoch(0)));
        Assert.Equal(FrameElement.Single, together.Elements[0]);
        Assert.Equal([255, 261, 40_008], Enumerable.Range(0, 3).Select(i => together.Sample(i).Sum()));
    }

    [Theory]
    [InlineData(FrameElement.Byte, 255, 256)]
    [InlineData(FrameElement.Int16, 32_767, 32_768)]
    public void ATypeAskedForNeverWrapsOrSaturates(FrameElement element, int fits, int fitsNot)
    {
        using var folder = new RecordingFolder();
        folder.AddPixel("a", "0", fits);
        folder.AddPixel("a", "1", fitsNot);
        var loader = new FrameLoader(folder.Dataset, FrameBinning.ByCount(1), new FrameLoaderOptions { BatchSize = 1, Element = element });
        using IEnumerator<FrameBatch> epoch = loader.Epoch(0).GetEnumerator();
        Assert.True(epoch.MoveNext());
        Assert.Equal((element, fits), (epoch.Current.Frames.Element, (int)new BatchCopy(epoch.Current).Counts[0].Sum()));
        FrameLoadException error = Assert.Throws<FrameLoadException>(() => epoch.MoveNext());
        Assert.Contains($"{fitsNot}", error.Message, StringComparison.Ordinal);
        Assert.Equal(folder.Dataset[1].Path, error.SamplePath);
        var wide = new FrameLoader(folder.Dataset, FrameBinning.ByCount(1), new FrameLoaderOptions { Element = FrameElement.Single });
        Assert.Equal(fits + fitsNot, Assert.Single(BatchCopy.All(wide.Epoch(0))).Counts[0].Sum());
    }

    [Fact]
    public void ABlockIsReadAsItsOwnTypeOnly()
    {
        using FrameBatch batch = Loader(1).Epoch(0).First();
        Assert.Equal(batch.Frames.Shape.Aggregate(1L, (a, b) => a * b), batch.Frames.Length);
        Assert.Equal(batch.Frames.Length, batch.Frames.AsSpan<byte>().Length);
        Assert.Throws<InvalidCastException>(() => batch.Frames.AsSpan<float>().Length);
    }

    [Fact]
    public void FailuresOfBatchesNobodyWaitedForAreQuiet()
    {
        File.WriteAllBytes(_folder.Dataset[4].Path, [1, 2, 3]);
        int unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, e) =>
        {
            if (e.Exception.InnerException is FrameLoadException)
                Interlocked.Increment(ref unobserved);
        };
        TaskScheduler.UnobservedTaskException += count;
        try
        {
            LeaveAfterTheFirst(Loader(2));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(0, unobserved);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= count;
        }

        static void LeaveAfterTheFirst(FrameLoader loader)
        {
            foreach (FrameBatch batch in loader.Epoch(0))
            {
                Thread.Sleep(100); // the second batch fails meanwhile
                batch.Dispose();
                break;
            }
        }
    }

    private FrameLoader Loader(int workers, SensorSize? size = null, int batchSize = 3)
        => new(_folder.Dataset, FrameBinning.ByCount(2), new FrameLoaderOptions { BatchSize = batchSize, Workers = workers, SensorSize = size });
}
