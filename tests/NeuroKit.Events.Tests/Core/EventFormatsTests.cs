using NeuroKit.Events.IO;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Core;

public sealed class EventFormatsTests
{
    public static TheoryData<string> WithMagic() => [.. EventFormats.Default.Writable.Where(f => f.Name != "atis40").Select(f => f.Name)];

    [Fact]
    public void FormatsAreFoundByNameInAnyCase()
    {
        foreach (EventFormat format in EventFormats.Default.All)
        {
            Assert.Same(format, EventFormats.Default.Get(format.Name.ToUpperInvariant()));
            Assert.True(EventFormats.Default.TryGet(format.Name, out EventFormat? found));
            Assert.Same(format, found);
            Assert.Equal(format.Name, format.ToString());
            Assert.NotEmpty(format.Extensions);
            Assert.All(format.Extensions, extension => Assert.StartsWith(".", extension, StringComparison.Ordinal));
        }

        Assert.Equal(EventFormats.Default.All.Count, EventFormats.Default.All.Select(f => f.Name).Distinct().Count());
        ArgumentException error = Assert.Throws<ArgumentException>(() => EventFormats.Default.Get("aedat9"));
        Assert.Contains("aedat2", error.Message, StringComparison.Ordinal);
        Assert.False(EventFormats.Default.TryGet("aedat9", out _));
    }

    [Fact]
    public void WritingGoesByExtension()
    {
        Assert.Equal("aedat2", EventFormats.Default.ForWriting("A.AEDAT").Name);
        ArgumentException error = Assert.Throws<ArgumentException>(() => EventFormats.Default.ForWriting("a.xyz"));
        Assert.Contains(".xyz", error.Message, StringComparison.Ordinal);
        Assert.Contains(".aedat", error.Message, StringComparison.Ordinal);
        foreach (EventFormat format in EventFormats.Default.Writable)
            Assert.True(EventFormats.Default.ForWriting("a" + format.Extensions[0]).HasExtension("a" + format.Extensions[0]));
    }

    [Theory]
    [MemberData(nameof(WithMagic))]
    public void ContentDecidesWhateverTheExtensionSays(string name)
    {
        EventFormat format = EventFormats.Default.Get(name);
        byte[] file = FormatLaws.Write(format, Gentle(format));
        foreach (string extension in EventFormats.Default.All.SelectMany(f => f.Extensions).Append(".wrong").Append(""))
        {
            using EventReader reader = EventFile.Open(file, "recording" + extension);
            Assert.Equal(name, reader.Header.Format);
            using EventBuffer events = reader.ReadAll();
            Assert.Equal(100, events.Count);
        }
    }

    [Fact]
    public void NoContentAndUnknownContentAreNamed()
    {
        UnknownEventFormatException error = Assert.Throws<UnknownEventFormatException>(() => EventFile.Open(default(ReadOnlyMemory<byte>), "e.xyz"));
        Assert.Contains("an empty file", error.Message, StringComparison.Ordinal);
        Assert.Empty(error.Candidates);
        error = Assert.Throws<UnknownEventFormatException>(() => EventFile.Open("hello, world and all"u8.ToArray(), "t.txt"));
        Assert.Contains("\"hello, world and\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("--format", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<UnknownEventFormatException>(() => EventFile.Open(new byte[] { 1, 2, 255 }));
        Assert.Contains("0102FF", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATieListsTheCandidatesAndCertaintyBeatsIt()
    {
        EventFormats formats = EventFormats.Default.With(new Guess("one", FormatConfidence.Plausible)).With(new Guess("two", FormatConfidence.Plausible));
        byte[] content = [0xAB, 1, 2, 3];
        UnknownEventFormatException tie = Assert.Throws<UnknownEventFormatException>(() => EventFile.Open(content, "x.guess", formats: formats));
        Assert.Equal(["one", "two"], tie.Candidates);
        Assert.Contains("one, two", tie.Message, StringComparison.Ordinal);
        EventFormats certain = formats.With(new Guess("three", FormatConfidence.Certain));
        Assert.Equal("three", EventFile.Open(content, "x.guess", formats: certain).Header.Format);
        Assert.Equal("two", EventFile.Open(content, "x.guess", new EventReadOptions { Format = "two" }, formats).Header.Format);
    }

    [Fact]
    public void AddingAFormatLeavesTheDefaultsAsTheyAre()
    {
        int before = EventFormats.Default.All.Count;
        var own = new Guess("own", FormatConfidence.Certain);
        EventFormats with = EventFormats.Default.With(own);
        Assert.Equal(before, EventFormats.Default.All.Count);
        Assert.Equal(before + 1, with.All.Count);
        Assert.Same(own, with.Get("own"));
        Assert.Equal(before + 1, with.With(new Guess("own", FormatConfidence.No)).All.Count); // replaced, not added twice
        Assert.Throws<ArgumentNullException>(() => EventFormats.Default.With(null!));
    }

    [Fact]
    public void AFormatThatIsOnlyReadSaysWhatCanBeWritten()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(
            () => EventFile.Create(new MemoryStream(), "own", formats: EventFormats.Default.With(new Guess("own", FormatConfidence.No))));
        Assert.Contains("aedat2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsCarryFileOffsetFoundAndExpected()
    {
        var data = new InvalidEventDataException("f.dat", 12, "a", "b");
        Assert.Equal(("f.dat", 12L, "a", "b"), (data.FileName, data.ByteOffset!.Value, data.Found, data.Expected));
        Assert.Equal("f.dat: byte 12: found a; expected b", data.Message);
        var size = new SensorSizeUnknownException("f.npy", "npy");
        Assert.Equal("f.npy", size.FileName);
        Assert.Null(size.ByteOffset);
        Assert.Contains("--size", size.Expected, StringComparison.Ordinal);
        var e = new Event(5, 6, 7, 1);
        var unrepresentable = new UnrepresentableEventException("f.bin", 3, e, "y ≤ 5 in x");
        Assert.Equal((3L, e, "y ≤ 5 in x"), (unrepresentable.EventIndex, unrepresentable.Event, unrepresentable.Expected));
        Assert.Contains("event 3 (t 5, x 6, y 7, p 1)", unrepresentable.Message, StringComparison.Ordinal);
        var invalid = new InvalidEventException(4, e, "too late");
        Assert.Equal((4L, e), (invalid.EventIndex, invalid.Event));
        Assert.All((Exception[])[data, size, unrepresentable, invalid], error => Assert.IsAssignableFrom<NeuroKitException>(error));
    }

    [Fact]
    public void WritersNameTheEventAndTheLimit()
    {
        foreach (EventFormat format in EventFormats.Default.Writable)
        {
            EventFormatCapabilities can = format.Capabilities;
            if (can.MaxX < ushort.MaxValue)
                Refuses(format, new Event(0, (ushort)(can.MaxX + 1), 0, 0), $"x ≤ {can.MaxX}");
            if (can.MaxY < ushort.MaxValue)
                Refuses(format, new Event(0, 0, (ushort)(can.MaxY + 1), 0), $"y ≤ {can.MaxY}");
            if (can.MaxTime < long.MaxValue)
                Refuses(format, new Event(can.MaxTime + 1, 0, 0, 0), $"≤ {can.MaxTime}");
            if (can.MinTime > long.MinValue)
                Refuses(format, new Event(can.MinTime - 1, 0, 0, 0), $"{can.MinTime} ≤ t");
            Refuses(format, new Event(0, 0, 0, 2), "polarity 0 or 1");
        }
    }

    private static void Refuses(EventFormat format, Event bad, string limit)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = format.Create(stream, "out", EventWriteOptions.Default);
        using var events = new EventBuffer();
        events.Add(new Event(0, 0, 0, 1));
        writer.Write(events);
        events.Add(bad);
        UnrepresentableEventException error = Assert.Throws<UnrepresentableEventException>(() => writer.Write(events));
        Assert.Equal((2L, bad), (error.EventIndex, error.Event));
        Assert.Contains(limit, error.Expected, StringComparison.Ordinal);
    }

    private static Recording Gentle(EventFormat format)
    {
        RecordingOptions options = FormatRecordings.OptionsFor(format);
        int side = Math.Min(30, Math.Min(options.MaxWidth, options.MaxHeight));
        return new Recording(new SensorSize(side, side), new EventSpan(
            [.. Enumerable.Range(0, 100).Select(i => i * 5L)], [.. Enumerable.Range(0, 100).Select(i => (ushort)(i % side))],
            new ushort[100], [.. Enumerable.Range(0, 100).Select(i => (byte)(i & 1))]));
    }

    private sealed class Guess(string name, FormatConfidence confidence) : EventFormat
    {
        public override string Name => name;

        public override string Description => "a guess";

        public override IReadOnlyList<string> Extensions { get; } = [".guess"];

        public override EventFormatCapabilities Capabilities { get; } = new();

        public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? fileName)
            => start.StartsWith((ReadOnlySpan<byte>)[0xAB]) ? confidence : FormatConfidence.No;

        public override EventReader Open(EventSource source, EventReadOptions options) => new NoEvents(this, source, options);

        private sealed class NoEvents(Guess format, EventSource source, EventReadOptions options) : EventReader(format, source, options)
        {
            public override EventHeader Header { get; } = new(format.Name, null);

            protected override int ReadEvents(EventBuffer into) => 0;
        }
    }
}
