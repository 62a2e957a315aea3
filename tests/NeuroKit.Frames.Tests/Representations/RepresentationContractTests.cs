using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

/// <summary>What every representation does the same way.</summary>
public sealed class RepresentationContractTests
{
    private static readonly (EventRepresentation Representation, bool ByTime)[] s_all =
    [
        (new VoxelGrid(5), true),
        (new VoxelGrid(5, VoxelGridEdges.Tonic, splitPolarities: true), true),
        (new VoxelGrid(5, VoxelGridEdges.MetavisionVolume), true),
        (new VoxelGrid(5, VoxelGridEdges.MetavisionCube).Within(1000, 1100), true),
        (TimeSurface.AtEnd(100), true),
        (TimeSurface.At([1000, 1050], 100, TimeDecay.Linear), true),
        (new TonicTimeSurface(50, 100), true),
        (new AveragedTimeSurface(3, 1), true),
        (new EventCountImage(), false),
        (new EventCountImage(signed: true), false),
        (new TwoChannelHistogram(), false),
        (new BinaryFrames(FrameBinning.ByCount(4)), false),
        (new BinaryFrames(FrameBinning.ByDuration(50)), true),
        (new BinaRep(FrameBinning.ByTime(8), 4), true),
        (EventSpikeTensor.Trilinear(4), true),
        (EventSpikeTensor.Exponential(4, 60), true),
    ];

    public static TheoryData<int> All() => [.. Enumerable.Range(0, s_all.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void AnEventOutsideIsNamedOrDropped(int which)
    {
        EventRepresentation representation = s_all[which].Representation;
        using EventBuffer good = Recordings.Make(100, "bursts");
        foreach (Event bad in (Event[])[new(0, 9, 0, 0), new(0, 0, 7, 1), new(0, ushort.MaxValue, 0, 0), new(0, 0, 0, 2), new(0, 0, 0, 255)])
        {
            foreach (int at in (ReadOnlySpan<int>)[0, 40, 100])
            {
                using var events = new EventBuffer();
                events.Append(good.Span[..at]);
                events.Add(bad);
                events.Append(good.Span[at..]);
                InvalidEventException error = Assert.Throws<InvalidEventException>(() => representation.ToTensor(events, Recordings.Size));
                Assert.Equal(at, error.EventIndex);
                Assert.Equal(bad, error.Event);

                var drop = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop };
                float[] expected = Recordings.Flat(representation.ToTensor(good, Recordings.Size));
                Assert.Equal(expected, Recordings.Flat(representation.ToTensor(events, Recordings.Size, drop)));
                float[] destination = new float[expected.Length];
                Assert.Equal(new RepresentationInfo(expected.Length, 1), representation.Write(events, Recordings.Size, destination, drop));
                Assert.Equal(expected, destination);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void StepsBackInTimeAreTreatedAsTold(int which)
    {
        (EventRepresentation representation, bool byTime) = s_all[which];
        using EventBuffer sorted = Recordings.Of((1000, 1, 1, 1), (1010, 2, 2, 0), (1020, 1, 1, 1), (1090, 3, 3, 1), (1100, 2, 2, 0));
        using EventBuffer events = Recordings.Of((1000, 1, 1, 1), (1020, 1, 1, 1), (1010, 2, 2, 0), (1090, 3, 3, 1), (1100, 2, 2, 0));
        using EventBuffer clamped = Recordings.Of((1000, 1, 1, 1), (1020, 1, 1, 1), (1020, 2, 2, 0), (1090, 3, 3, 1), (1100, 2, 2, 0));
        float[] Run(EventBuffer e, EventOrderHandling order = EventOrderHandling.Error)
            => Recordings.Flat(representation.ToTensor(e, Recordings.Size, new FrameOptions { Order = order }));
        if (byTime)
        {
            InvalidEventException error = Assert.Throws<InvalidEventException>(() => Run(events));
            Assert.Equal(2, error.EventIndex);
            Assert.Contains("1020", error.Message, StringComparison.Ordinal);
            Assert.Equal(Run(clamped), Run(events, EventOrderHandling.RunningMax));
        }
        else
        {
            Assert.Equal(Run(events), Run(events, EventOrderHandling.RunningMax));
        }

        Assert.Equal(Run(sorted), Run(events, EventOrderHandling.Sort));
    }

    [Fact]
    public void AStepBackBehindDroppedEventsIsNamedByItsPlaceInTheRecording()
    {
        using EventBuffer events = Recordings.Of((0, 50, 0, 0), (10, 0, 0, 0), (20, 0, 50, 0), (30, 0, 0, 7), (5, 1, 1, 1), (40, 1, 1, 1));
        var drop = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop };
        InvalidEventException error = Assert.Throws<InvalidEventException>(() => new VoxelGrid(3).ToTensor(events, Recordings.Size, drop));
        Assert.Equal(4, error.EventIndex);
        Assert.Equal(new Event(5, 1, 1, 1), error.Event);
        float[] clamped = Recordings.Flat(new VoxelGrid(3).ToTensor(events, Recordings.Size, drop with { Order = EventOrderHandling.RunningMax }));
        using EventBuffer expected = Recordings.Of((10, 0, 0, 0), (10, 1, 1, 1), (40, 1, 1, 1));
        Assert.Equal(Recordings.Flat(new VoxelGrid(3).ToTensor(expected, Recordings.Size)), clamped);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void EmptyRecordingsGiveZerosOrNoFrame(int which)
    {
        EventRepresentation representation = s_all[which].Representation;
        Tensor<float> tensor = representation.ToTensor(default, Recordings.Size);
        Assert.Equal(representation.ShapeFor(Recordings.Size) ?? [0, 2, 7, 9], Recordings.Shape(tensor));
        Assert.All(Recordings.Flat(tensor), v => Assert.Equal(0, v));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void EventsThatAreAllDroppedAreAnEmptyRecording(int which)
    {
        EventRepresentation representation = s_all[which].Representation;
        using EventBuffer events = Recordings.Of((0, 50, 0, 0), (1, 60, 0, 0));
        var drop = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop };
        Assert.Equal(Recordings.Flat(representation.ToTensor(default, Recordings.Size)), Recordings.Flat(representation.ToTensor(events, Recordings.Size, drop)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WriteOverwritesTheCallersMemoryAndNothingBehindIt(int which)
    {
        EventRepresentation representation = s_all[which].Representation;
        using EventBuffer events = Recordings.Make(100, "bursts");
        Tensor<float> tensor = representation.ToTensor(events, Recordings.Size);
        float[] expected = Recordings.Flat(tensor);
        if (representation.ShapeFor(Recordings.Size) is { } shape)
            Assert.Equal(shape, Recordings.Shape(tensor));
        float[] destination = new float[expected.Length + 3];
        destination.AsSpan().Fill(-7);
        Assert.Equal(new RepresentationInfo(expected.Length, 0), representation.Write(events, Recordings.Size, destination));
        Assert.Equal(expected, destination[..^3]);
        Assert.All(destination[^3..], v => Assert.Equal(-7, v));
        ArgumentException error = Assert.Throws<ArgumentException>(() => representation.Write(events, Recordings.Size, new float[expected.Length - 1]));
        Assert.Contains(expected.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WriteAllocatesNothingThatGrowsWithEventsOrPixels(int which)
    {
        EventRepresentation representation = s_all[which].Representation;
        using var events = new EventBuffer();
        for (int i = 0; i < 20_000; i++)
            events.Add(new Event(1000 + (i / 100), (ushort)(i * 7 % 128), (ushort)(i * 13 % 128), (byte)(i & 1)));
        float[] destination = new float[representation.ToTensor(events, SensorSize.Dvs128).FlattenedLength];
        long least = long.MaxValue;
        for (int run = 0; run < 3; run++) // the first runs may fill the pools
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            representation.Write(events, SensorSize.Dvs128, destination);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least < 4096, $"{least} bytes");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ASensorWithoutPixelsIsRefused(int which)
    {
        using EventBuffer events = Recordings.Make(100, "bursts");
        Assert.Throws<ArgumentException>(() => s_all[which].Representation.ToTensor(events, default));
    }

    [Fact]
    public void DescriptionsTellAllParameters()
    {
        string[] descriptions = [.. s_all.Select(a => a.Representation.Description)];
        Assert.Equal(descriptions.Length, descriptions.Distinct().Count());
        Assert.Equal("voxel grid, 5 bins, first-to-last", descriptions[0]);
        Assert.Equal("voxel grid, 5 bins, metavision cube, [1000, 1100) us", descriptions[3]);
        Assert.Equal("averaged time surface, cells of 3, radius 1, window 1000 us, tau 100 us, exponential, tonic", descriptions[7]);
        Assert.Equal("bina-rep, 4 bits, time, T=8", descriptions[13]);
    }

    [Fact]
    public void LargeSensorsAndManyEventsGoThroughTheWideLoops()
    {
        // Wider than a vector in all directions, with a tail.
        var size = new SensorSize(37, 23);
        var random = new Random(5);
        using var events = new EventBuffer();
        for (int i = 0; i < 5000; i++)
            events.Add(new Event(i * 7, (ushort)random.Next(37), (ushort)random.Next(23), (byte)random.Next(2)));
        double[] expected = new double[2 * 37 * 23];
        foreach (Event e in events.Span)
            expected[(((e.P * 23) + e.Y) * 37) + e.X] = Math.Exp((e.T - events.Span.T[^1]) / 3000.0);
        Recordings.Close(expected, Recordings.Flat(TimeSurface.AtEnd(3000).ToTensor(events, size)));
        int[] counts = new int[4 * 2 * 37 * 23];
        FrameBinning.ByCount(4).ToFrames<int>(events, size, counts);
        Assert.Equal(counts.Select(c => c > 0 ? 1f : 0), Recordings.Flat(new BinaryFrames(FrameBinning.ByCount(4)).ToTensor(events, size)));
    }
}
