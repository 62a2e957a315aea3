using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Events.IO;
using NeuroKit.Frames;
using NeuroKit.Testing;

namespace NeuroKit.PublicApi.Tests;

/// <summary>A format of a user's own, written against the public API: detected, read, written, binned, and held against the laws.</summary>
public sealed class OwnFormatTests
{
    private static readonly EventFormats s_formats = EventFormats.Default.With(new LinesFormat());

    [Fact]
    public void ItIsDetectedByContentAndBinned()
    {
        byte[] file = "@lines 8x4\n5 1 2 1\n7 7 3 0\n"u8.ToArray();
        using EventReader reader = EventFile.Open(file, "misleading.npy", formats: s_formats);
        Assert.Equal("lines", reader.Header.Format);
        Tensor<ushort> frames = FrameBinning.ByTime(2).ToFrames(reader);
        Assert.Equal([2, 2, 4, 8], frames.Lengths.ToArray().Select(n => (int)n));
        Assert.Equal(1, frames[0, 1, 2, 1]);
        Assert.Equal(1, frames[1, 0, 3, 7]);
    }

    [Fact]
    public void ItsErrorsAreOfTheFamilyAndFollowThePolicy()
    {
        byte[] file = "@lines 8x4\n5 1 2 1\nnonsense\n9 1 1 1\n"u8.ToArray();
        using (EventReader strict = EventFile.Open(file, "a.lines", formats: s_formats))
        {
            InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
            Assert.Equal((19L, "a.lines"), (error.ByteOffset, error.FileName));
        }

        using EventReader skipping = EventFile.Open(file, "a.lines", new EventReadOptions { Policy = EventReadPolicy.SkipBad }, s_formats);
        using EventBuffer kept = skipping.ReadAll();
        Assert.Equal((2, 1L), (kept.Count, skipping.Diagnostics.SkippedInvalid));
    }

    [Fact]
    public void ItKeepsTheLawsOfFormats()
    {
        var format = new LinesFormat();
        foreach (Recording recording in RecordingGenerators.Recording(RecordingOptions.Default.Within(format.Capabilities)).Sample(50, 30))
        {
            Assert.Null(FormatLaws.WriteThenRead(format, recording));
            Assert.Null(FormatLaws.ReadInChunks(format, FormatLaws.Write(format, recording), 3));
        }
    }

    [Property(Arbitrary = [typeof(RecordingArbitraries)], MaxTest = 30)]
    public void RulesKeepTheLawsOfBinning(Recording recording, Chunking chunking, int seed)
        => Assert.Null(BinningLaws.All(FrameBinning.ByCount(4), recording, chunking, seed));

    /// <summary>Text lines "t x y p" behind a line "@lines WxH".</summary>
    private sealed class LinesFormat : EventFormat
    {
        public override string Name => "lines";

        public override string Description => "lines of text";

        public override IReadOnlyList<string> Extensions { get; } = [".lines"];

        public override EventFormatCapabilities Capabilities { get; } = new() { CanWrite = true, StoresSensorSize = true };

        public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
            => start.StartsWith("@lines "u8) ? FormatConfidence.Certain : FormatConfidence.No;

        public override EventReader Open(EventSource source, EventReadOptions options) => new Reader(this, source, options);

        public override EventWriter Create(Stream destination, string name, EventWriteOptions options) => new Writer(this, destination, name, options);
    }

    private sealed class Reader : EventReader
    {
        private const int LongestLine = 100;

        public Reader(LinesFormat format, EventSource source, EventReadOptions options)
            : base(format, source, options)
        {
            string? first = Line();
            if (first is null || !first.StartsWith("@lines ", StringComparison.Ordinal) || !SensorSize.TryParse(first[7..], out SensorSize size))
            {
                ThrowInvalid(0, first ?? "no line", "@lines WxH");
                return;
            }

            Header = new EventHeader(format.Name, options.SensorSize ?? size, ByteLength: Source.Position);
        }

        public override EventHeader Header { get; }

        protected override int ReadEvents(EventBuffer into)
        {
            EventColumns free = into.FreeColumns();
            int read = 0;
            while (read < free.Length)
            {
                long at = Source.Position;
                if (Line() is not { } line)
                    break;
                string[] words = line.Split(' ');
                if (words.Length != 4 || !long.TryParse(words[0], CultureInfo.InvariantCulture, out free.T[read])
                    || !ushort.TryParse(words[1], out free.X[read]) || !ushort.TryParse(words[2], out free.Y[read]) || !byte.TryParse(words[3], out free.P[read]))
                {
                    Reject(at, $"\"{line}\"", "four numbers");
                    Diagnostics.SkippedInvalid++;
                    if (Options.Policy == EventReadPolicy.KeepWhole)
                        break;
                    continue;
                }

                read++;
            }

            into.Advance(read);
            return read;
        }

        private string? Line()
        {
            ReadOnlySpan<byte> window = Source.Fetch(LongestLine);
            if (window.IsEmpty)
                return null;
            int length = window[..Math.Min(window.Length, LongestLine)].IndexOf((byte)'\n') + 1;
            if (length == 0)
                ThrowInvalid(Source.Position, "a line without an end", $"at most {LongestLine} bytes");
            string line = Encoding.ASCII.GetString(window[..(length - 1)]);
            Source.Advance(length);
            return line;
        }
    }

    private sealed class Writer : EventWriter
    {
        public Writer(LinesFormat format, Stream output, string name, EventWriteOptions options)
            : base(format, output, name, options)
            => Put($"@lines {options.SensorSize ?? throw new ArgumentException("This format stores the sensor's size: give EventWriteOptions.SensorSize.", nameof(options))}\n");

        protected override void WriteEvents(EventSpan events)
        {
            foreach (Event e in events)
                Put(string.Create(CultureInfo.InvariantCulture, $"{e.T} {e.X} {e.Y} {e.P}\n"));
        }

        private void Put(string text) => Output.Write(Encoding.ASCII.GetBytes(text));
    }
}
