using FsCheck.Xunit;
using NeuroKit.Testing;

namespace NeuroKit.Events.Tests.Core;

[Properties(Arbitrary = [typeof(RecordingArbitraries)])]
public sealed class EventBufferTests
{
    [Fact]
    public void WrapLooksAtTheUsersOwnArrays()
    {
        long[] t = [1, 2, 3];
        using EventBuffer buffer = EventBuffer.Wrap(t, [4, 5, 6], [7, 8, 9], [0, 1, 0]);
        Assert.Equal((3, 3), (buffer.Count, buffer.Capacity));
        t[1] = 99;
        Assert.Equal(new Event(99, 5, 8, 1), buffer.Span[1]);
        Assert.Throws<InvalidOperationException>(() => buffer.Add(default));
        Assert.Throws<InvalidOperationException>(() => buffer.EnsureFree(1));
        buffer.Dispose();
        Assert.Equal([1, 99, 3], t);
    }

    [Fact]
    public void WrappedArraysCanBeRefilledByAReader()
    {
        using EventReader reader = EventFile.Open(FormatLaws.Write(EventFormats.Default.Get("aedat2"), Steady(10)));
        long[] t = new long[4];
        using EventBuffer own = EventBuffer.Wrap(t, new ushort[4], new ushort[4], new byte[4]);
        Assert.Equal(4, reader.Read(own));
        Assert.Equal([0, 3, 6, 9], t);
        Assert.Equal(4, reader.Read(own));
        Assert.Equal(2, reader.Read(own));
        Assert.Equal(2, own.Count);
        Assert.Equal(0, reader.Read(own));
    }

    [Fact]
    public void ABufferWithoutRoomIsRefusedInsteadOfReadForever()
    {
        using EventReader reader = EventFile.Open(FormatLaws.Write(EventFormats.Default.Get("aedat2"), Steady(3)));
        using EventBuffer empty = EventBuffer.Wrap([], [], [], []);
        Assert.Throws<ArgumentException>(() => reader.Read(empty));
        var disposed = new EventBuffer(5);
        disposed.Dispose();
        Assert.Throws<ArgumentException>(() => reader.Read(disposed));
        Assert.Throws<ArgumentNullException>(() => reader.Read(null!));
    }

    [Theory]
    [InlineData(2, 3, 3, 3)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(3, 3, 2, 3)]
    [InlineData(3, 3, 3, 2)]
    public void ColumnsOfDifferentLengthAreRefused(int t, int x, int y, int p)
    {
        Assert.Throws<ArgumentException>(() => EventBuffer.Wrap(new long[t], new ushort[x], new ushort[y], new byte[p]));
        Assert.Throws<ArgumentException>(() => new EventSpan(new long[t], new ushort[x], new ushort[y], new byte[p]));
    }

    [Property]
    public void GrowingKeepsTheEvents(Recording recording, FsCheck.PositiveInt capacity, Chunking chunking)
    {
        using var added = new EventBuffer(capacity.Get);
        foreach (Event e in recording.Events)
            added.Add(e);
        Assert.Null(FormatLaws.Difference(recording.Events, added));
        using var appended = new EventBuffer(capacity.Get);
        foreach (Range range in chunking.Cut(recording.Count))
            appended.Append(recording.Events[range]);
        Assert.Null(FormatLaws.Difference(recording.Events, appended));
        Assert.True(appended.Capacity >= appended.Count);
        using EventBuffer copy = recording.Events.ToBuffer();
        Assert.Null(FormatLaws.Difference(recording.Events, copy));
    }

    [Fact]
    public void RoomIsMadeAndCounted()
    {
        using var buffer = new EventBuffer(5);
        Assert.Equal(5, buffer.Capacity); // though the pool gives longer arrays
        Assert.Equal(5, buffer.FreeColumns().Length);
        buffer.FreeColumns().T[2] = 7;
        buffer.Advance(3);
        Assert.Equal((3, 7L), (buffer.Count, buffer.Span.T[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        buffer.EnsureFree(2);
        Assert.Equal(5, buffer.Capacity);
        buffer.EnsureFree(100);
        Assert.True(buffer.Capacity >= 103);
        Assert.Equal(7, buffer.Span.T[2]);
        buffer.Clear();
        Assert.Equal(0, buffer.Count);
        Assert.True(buffer.Capacity >= 103);
    }

    [Fact]
    public void LimitsAreErrorsBeforeAnythingIsAllocated()
    {
        using var buffer = new EventBuffer(1);
        buffer.Add(default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidOperationException>(() => buffer.EnsureFree(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.EnsureFree(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBuffer(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBuffer(int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Fact]
    public void ADisposedBufferIsNotUsed()
    {
        var buffer = new EventBuffer();
        buffer.Add(default);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Equal((0, 0), (buffer.Count, buffer.Capacity));
        Assert.Throws<ObjectDisposedException>(() => _ = buffer.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => _ = buffer.FreeColumns().Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Add(default));
    }

    [Property]
    public void SortingIsStable(DisorderedRecording disordered)
    {
        using EventBuffer buffer = disordered.Recording.Events.ToBuffer();
        buffer.SortByTime();
        Assert.Null(FormatLaws.Difference(disordered.Recording.SortedByTime().Events, buffer));
    }

    [Property]
    public void ATimeRangeIsWhatAFilterGivesWhateverTheOrder(DisorderedRecording disordered, int offset, FsCheck.PositiveInt length)
    {
        Recording recording = disordered.Recording;
        long start = recording.Count == 0 ? 0 : recording.Events.T[0] + (offset % 100);
        long end = start + (length.Get % 500);
        Recording expected = recording.Pick(Enumerable.Range(0, recording.Count).Where(i => recording.Events.T[i] >= start && recording.Events.T[i] < end));
        using EventBuffer copy = recording.Events.ToBuffer().CopyTimeRange(start, end);
        Assert.Null(FormatLaws.Difference(expected.Events, copy));
        if (recording.IsTimeOrdered)
            Assert.Null(FormatLaws.Difference(expected.Events, recording.Events.SliceTime(start, end)));
        Assert.Equal(0, recording.SortedByTime().Events.SliceTime(end, start).Length);
    }

    [Property]
    public void ASpanIsTheEventsOneByOne(Recording recording)
    {
        var seen = new List<Event>();
        foreach (Event e in recording.Events)
            seen.Add(e);
        Assert.Equal(Enumerable.Range(0, recording.Count).Select(i => recording.Events[i]), seen);
        Assert.Equal(recording.Count == 0, recording.Events.IsEmpty);
        int half = recording.Count / 2;
        Assert.Equal(seen[half..], Enumerable.Range(0, recording.Count - half).Select(i => recording.Events[half..][i]));
    }

    private static Recording Steady(int count)
        => new(SensorSize.Dvs128, new EventSpan([.. Enumerable.Range(0, count).Select(i => i * 3L)], new ushort[count], new ushort[count], new byte[count]));
}
