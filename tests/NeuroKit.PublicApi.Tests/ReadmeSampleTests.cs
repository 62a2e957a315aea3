using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;

namespace NeuroKit.PublicApi.Tests;

/// <summary>What the first pages of the documentation show, as a user would type it.</summary>
public sealed class ReadmeSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ARecordingBecomesFrames()
    {
        string path = Gesture();

        using var reader = EventFile.Open(path);
        using EventBuffer events = reader.ReadAll();
        Tensor<ushort> frames = FrameBinning.ByCount(16).ToFrames(events, SensorSize.Dvs128);   // [16, 2, 128, 128]

        Assert.Equal([16, 2, 128, 128], frames.Lengths.ToArray().Select(n => (int)n));
        Assert.Equal(2000, Tensor.Sum<ushort>(frames));
    }

    [Fact]
    public void OneStepIsEnoughWhereTheFileSaysItsSize()
    {
        using var reader = EventFile.Open(Gesture());
        Tensor<ushort> frames = FrameBinning.ByTime(8).ToFrames(reader);
        Assert.Equal([8, 2, 128, 128], frames.Lengths.ToArray().Select(n => (int)n));
    }

    [Fact]
    public void ATeacherAndItsStudentsShareOnePass()
    {
        using var reader = EventFile.Open(Gesture());
        Tensor<byte>[] frames = MultiFrameBinning.Nested(FrameBinning.ByCount(16), 16, 8, 4).ToFrames<byte>(reader);
        Assert.Equal([16, 8, 4], frames.Select(f => (int)f.Lengths[0]));
    }

    [Fact]
    public void ArraysOfOnesOwnAreEvents()
    {
        long[] t = [10, 20, 30, 40];
        ushort[] x = [0, 1, 2, 3];
        ushort[] y = [0, 0, 1, 1];
        byte[] p = [1, 0, 1, 0];

        using EventBuffer own = EventBuffer.Wrap(t, x, y, p);
        Tensor<int> frames = FrameBinning.ByEventCount(2).ToFrames<int>(own, new SensorSize(4, 2));

        Assert.Equal(1, frames[0, 1, 0, 0]);
        Assert.Equal(1, frames[0, 0, 0, 1]);
        Assert.Equal(1, frames[1, 1, 1, 2]);
        Assert.Equal(1, frames[1, 0, 1, 3]);

        // Spans need no buffer at all.
        Tensor<int> same = FrameBinning.ByEventCount(2).ToFrames<int>(new EventSpan(t, x, y, p), new SensorSize(4, 2));
        Assert.True(Tensor.EqualsAll<int>(frames, same));
    }

    [Fact]
    public void AnArchiveBecomesBatches()
    {
        DatasetSynthesis.Create("dvs-gesture", Path.Combine(_folder, "pack"), new DatasetSynthesisOptions { PerClass = 2, Pack = true });
        string archive = Path.Combine(_folder, "pack", "DvsGesture.tar.gz");
        int seen = 0;

        EventDataset gestures = EventStore.Create(Path.Combine(_folder, "store")).ImportFrom(Catalog.DvsGesture, [archive]).Dataset;
        var loader = new FrameLoader(gestures.Split("train"), FrameBinning.ByCount(16), new FrameLoaderOptions { BatchSize = 16, Shuffle = true, Seed = 1 });
        foreach (FrameBatch batch in loader.Epoch(0))
        {
            using (batch)
            {
                Assert.Equal([batch.Count, 16, 2, 128, 128], batch.Frames.Shape);
                seen += batch.Labels.Length;
            }
        }

        Assert.Equal(gestures.Split("train").Count, seen);
        Assert.ThrowsAny<NeuroKitException>(() => Catalog.DvsGesture.Open(archive)); // the page says so
    }

    [Fact]
    public void ALiveStreamIsBinnedAsItComes()
    {
        int seen = 0;
        using FrameAccumulator live = FrameBinning.ByDuration(10_000).CreateAccumulator(SensorSize.Dvs128, (frame, counts) => seen++);
        for (long t = 0; t < 50_000; t += 1000)
            live.Add(new EventSpan([t], [1], [2], [1]));
        live.Complete();
        Assert.Equal(5, seen);
    }

    [Fact]
    public void EventsAreReadChunkByChunkAndConverted()
    {
        string copy = Path.Combine(_folder, "copy.npy");
        long on = 0;
        using (EventReader reader = EventFile.Open(Gesture()))
        {
            foreach (EventBuffer chunk in reader.ReadBatches())
            {
                foreach (Event e in chunk.Span)
                    on += e.P;
            }
        }

        using (EventReader reader = EventFile.Open(Gesture()))
        using (EventWriter writer = EventFile.Create(copy))
            Assert.Equal(2000, EventConverter.Convert(reader, writer));
        Assert.Equal(on, EventStatistics.Compute(EventFile.Open(copy)).On);
        Assert.Equal("npy", EventFile.Detect(copy).Name);
        Assert.Null(EventFile.Identify(copy).SensorSize);
    }

    [Fact]
    public async Task RecordingsAndBatchesAreReadWithoutBlocking()
    {
        CancellationToken stopping = default;
        int read = 0;
        using (EventReader reader = await EventFile.OpenAsync(Gesture(), cancellationToken: stopping))
        {
            await foreach (EventBuffer events in reader.ReadBatchesAsync(maxEvents: 300, stopping))
                read += events.Span.Length;
        }

        Directory.CreateDirectory(Path.Combine(_folder, "set", "one"));
        File.Move(Path.Combine(_folder, "gesture.aedat"), Path.Combine(_folder, "set", "one", "gesture.aedat"));
        var loader = new FrameLoader(EventDataset.FromFolder(Path.Combine(_folder, "set")), FrameBinning.ByCount(16), new FrameLoaderOptions { BatchSize = 16 });
        int labels = 0;
        await foreach (FrameBatch batch in loader.EpochAsync(0, cancellationToken: stopping))
        {
            using (batch)
                labels += batch.Labels.Length;
        }

        Assert.Equal((2000, 1), (read, labels));
    }

    private string Gesture()
    {
        string path = Path.Combine(_folder, "gesture.aedat");
        using var events = new EventBuffer();
        for (int i = 0; i < 2000; i++)
            events.Add(new Event(i * 50, (ushort)(i % 128), (ushort)(i / 16), (byte)(i & 1)));
        EventFile.Write(path, events);
        return path;
    }
}
