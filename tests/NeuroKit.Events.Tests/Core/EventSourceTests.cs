using System.Diagnostics;
using NeuroKit.Events.IO;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Core;

public sealed class EventSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-").FullName;
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 400_000).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    public enum Kind
    {
        Memory,
        File,
        Stream,
        StreamBehindOther,
        NotSeekable,
    }

    public static TheoryData<Kind> All() => [.. Enum.GetValues<Kind>()];

    public static TheoryData<Kind> Seekable() => [.. Enum.GetValues<Kind>().Where(k => k != Kind.NotSeekable)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(All))]
    public void FetchedAndAdvancedTheBytesComeInOrder(Kind kind)
    {
        using EventSource source = Open(kind);
        var random = new Random(3);
        while (true)
        {
            int wanted = random.Next(4) == 0 ? random.Next(1, 300_000) : random.Next(1, 100);
            long left = _bytes.Length - source.Position;
            ReadOnlySpan<byte> window = source.Fetch(wanted);
            Assert.True(window.Length >= Math.Min(wanted, left));
            Assert.True(window.SequenceEqual(_bytes.AsSpan((int)source.Position, window.Length)));
            Assert.True(window.SequenceEqual(source.Window));
            if (left == 0)
                break;
            source.Advance(random.Next(Math.Min(window.Length, 5_000) + 1));
        }

        Assert.True(source.Fetch(1).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Advance(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Advance(-1));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SkippingEndsAtTheEnd(Kind kind)
    {
        using EventSource source = Open(kind);
        source.Fetch(10);
        Assert.Equal(3, source.Skip(3));
        Assert.Equal(200_000, source.Skip(200_000));
        Assert.Equal(_bytes[200_003], source.Fetch(1)[0]);
        Assert.Equal(0, source.Skip(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Skip(-1));
        Assert.Equal(_bytes.Length - 200_003, source.Skip(long.MaxValue)); // a length from a damaged header
        Assert.Equal(_bytes.Length, source.Position);
        Assert.True(source.Fetch(1).IsEmpty);
        Assert.Equal(0, source.Skip(5));
    }

    [Theory]
    [MemberData(nameof(Seekable))]
    public void SeekAndReadAtGoAnywhere(Kind kind)
    {
        using EventSource source = Open(kind);
        Assert.True(source.CanSeek);
        Assert.Equal(_bytes.Length, source.Length);
        var random = new Random(5);
        Span<byte> read = stackalloc byte[64];
        for (int i = 0; i < 300; i++)
        {
            int position = random.Next(_bytes.Length + 1);
            if (random.Next(2) == 0)
            {
                source.Seek(position);
                Assert.Equal(position, source.Position);
            }

            int at = random.Next(_bytes.Length + 10);
            int count = source.ReadAt(at, read);
            Assert.Equal(Math.Clamp(_bytes.Length - at, 0, read.Length), count);
            Assert.True(read[..count].SequenceEqual(_bytes.AsSpan(Math.Min(at, _bytes.Length), count)));
            ReadOnlySpan<byte> window = source.Fetch(random.Next(1, 2000));
            Assert.True(window.SequenceEqual(_bytes.AsSpan((int)source.Position, window.Length)));
            source.Advance(random.Next(window.Length + 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => source.Seek(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Seek(_bytes.Length + 1));
        Assert.Equal(0, source.ReadAt(-1, read));
    }

    [Fact]
    public void ASourceThatCannotSeekSaysSo()
    {
        using EventSource source = Open(Kind.NotSeekable);
        Assert.False(source.CanSeek);
        Assert.Null(source.Length);
        Assert.Contains("slow", Assert.Throws<NotSupportedException>(() => source.Seek(0)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => source.ReadAt(0, new byte[1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task PrefetchedBytesAreAtHand(Kind kind)
    {
        using EventSource source = Open(kind);
        await source.PrefetchAsync();
        Assert.True(source.Window.Length >= EventSource.BlockBytes);
        source.Advance(100_000);
        await source.PrefetchAsync();
        Assert.True(source.Window.Length >= EventSource.BlockBytes);
        Assert.True(source.Window.SequenceEqual(_bytes.AsSpan(100_000, source.Window.Length)));
    }

    [Fact]
    public async Task WaitingForAStreamIsCancelled()
    {
        using EventSource source = Open(Kind.NotSeekable);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await source.PrefetchAsync(new CancellationToken(true)));
    }

    [Fact]
    public void StreamsAreDisposedOfUnlessTheyStayOpen()
    {
        using var owned = new DribblingStream(_bytes, 10);
        EventSource.FromStream(owned).Dispose();
        Assert.True(owned.IsDisposed);
        using var kept = new DribblingStream(_bytes, 10);
        EventSource source = EventSource.FromStream(kept, leaveOpen: true);
        source.Dispose();
        source.Dispose();
        Assert.False(kept.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => source.Fetch(1));
    }

    [Fact]
    public void AReaderThatCannotBeOpenedClosesItsStream()
    {
        using var stream = new DribblingStream([1, 2, 3], 10);
        Assert.Throws<UnknownEventFormatException>(() => EventFile.Open(stream, "what.ever"));
        Assert.True(stream.IsDisposed);
    }

    [SkippableFact]
    public async Task APipeIsReadAsAStream()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "named pipes as files");
        string path = Path.Combine(_folder, "pipe.aedat");
        using (Process make = Process.Start("mkfifo", path))
            await make.WaitForExitAsync();
        byte[] file = [.. "#!AER-DAT2.0\r\n"u8, 0, 0, 2, 3, 0, 0, 0, 9];
        Task writing = Task.Run(() => File.WriteAllBytes(path, file));
        using EventReader reader = EventFile.Open(path);
        Assert.False(reader.CanReopen);
        Assert.Equal(EventTotals.Unknown, reader.Totals);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal([new Event(9, 1, 2, 0)], Enumerable.Range(0, events.Count).Select(i => events.Span[i]));
        await writing;
    }

    [Fact]
    public void ASmallFileTakesNoMoreThanABlock()
    {
        string path = Path.Combine(_folder, "small");
        File.WriteAllBytes(path, _bytes[..100]);
        using EventSource source = EventSource.FromFile(path);
        Assert.Equal(100, source.Fetch(1_000_000).Length);
        Assert.Equal((path, 100L), (source.Name, source.Length!.Value));
    }

    private EventSource Open(Kind kind)
    {
        switch (kind)
        {
            case Kind.Memory:
                return EventSource.FromMemory(_bytes);
            case Kind.File:
                string path = Path.Combine(_folder, "file");
                File.WriteAllBytes(path, _bytes);
                return EventSource.FromFile(path);
            case Kind.Stream:
                return EventSource.FromStream(new MemoryStream(_bytes));
            case Kind.StreamBehindOther:
                return EventSource.FromStream(new MemoryStream([1, 2, 3, .. _bytes]) { Position = 3 });
            default:
                return EventSource.FromStream(new DribblingStream(_bytes, 9_000), "slow");
        }
    }
}
