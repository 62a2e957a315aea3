using FsCheck.Fluent;
using NeuroKit.Events;
using NeuroKit.Events.IO;
using NeuroKit.Frames;

namespace NeuroKit.Testing.Tests;

/// <summary>A law that cannot be broken says nothing: each is shown something that breaks it, and says what.</summary>
public sealed class LawsTests
{
    private static readonly SensorSize s_size = new(3, 2);

    [Fact]
    public void OverlapAndDroppingBreakConservation()
    {
        Assert.Null(BinningLaws.Conservation(FrameBinning.ByEventCount(4), Ten().Events, s_size));
        Assert.Contains("10 events, 0 left out, counts sum to 8", BinningLaws.Conservation(FrameBinning.ByEventCount(4, dropLast: true), Ten().Events, s_size), StringComparison.Ordinal);
        Assert.Contains("counts sum to", BinningLaws.Conservation(TonicBinning.EventCount(4, 2), Ten().Events, s_size), StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapBreaksMonotoneEdges()
    {
        Assert.Null(BinningLaws.MonotoneEdges(FrameBinning.ByEventCount(4, dropLast: true), Ten().Events, s_size));
        Assert.Contains("frame 1", BinningLaws.MonotoneEdges(TonicBinning.EventCount(4, 2), Ten().Events, s_size), StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapBreaksPermutation()
    {
        Assert.Null(BinningLaws.PermutationWithinBins(FrameBinning.ByEventCount(4), Ten().Events, s_size, 1));
        Assert.Contains("overlap", BinningLaws.PermutationWithinBins(TonicBinning.EventCount(6, 3), Ten().Events, s_size, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void AllLawsNameTheRuleThatBreaksOne()
        => Assert.StartsWith("tonic event_count=4", BinningLaws.All(TonicBinning.EventCount(4, 2), Ten(), Chunking.OneByOne, 1), StringComparison.Ordinal);

    [Fact]
    public void AFormatThatExchangesAxesBreaksWriteThenRead()
    {
        Assert.Contains("event 1 is", FormatLaws.WriteThenRead(new BytesFormat { ExchangesAxes = true }, Ten()), StringComparison.Ordinal);
        Assert.Null(FormatLaws.WriteThenRead(new BytesFormat(), Ten()));
    }

    [Fact]
    public void AFormatThatForgetsTheSizeBreaksWriteThenRead()
        => Assert.Contains("size 3x2 written, none read", FormatLaws.WriteThenRead(new BytesFormat { ClaimsSize = true }, Ten()), StringComparison.Ordinal);

    [Fact]
    public void AReaderThatLosesAnEventAChunkBreaksReadInChunks()
    {
        byte[] file = FormatLaws.Write(new BytesFormat(), Ten());
        Assert.Null(FormatLaws.ReadInChunks(new BytesFormat(), file, 3));
        Assert.Contains("in chunks of 3", FormatLaws.ReadInChunks(new BytesFormat { LosesAnEventAChunk = true }, file, 3), StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstDifferenceIsNamed()
    {
        Recording ten = Ten();
        Assert.Null(FormatLaws.Difference(ten.Events, ten.Events));
        Assert.Equal("10 events expected, 9 found", FormatLaws.Difference(ten.Events, ten.Events[..9]));
        Assert.StartsWith("event 0 is", FormatLaws.Difference(ten.Events, ten.Events[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Assert.Throws<ArgumentNullException>(() => BinningLaws.Conservation(null!, default, s_size));
        Assert.Throws<ArgumentNullException>(() => FormatLaws.WriteThenRead(null!, Ten()));
        Assert.Throws<ArgumentNullException>(() => RecordingGenerators.Shrink(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinningLaws.ParallelEqualsSerial(FrameBinning.ByCount(1), Ten(), 0));
        Assert.NotEmpty(RecordingGenerators.SensorSizes(5, 5).Sample(3));
    }

    private static Recording Ten()
        => new(s_size, new EventSpan(
            [.. Enumerable.Range(0, 10).Select(i => (long)i)], [.. Enumerable.Range(0, 10).Select(i => (ushort)(i % 3))],
            [.. Enumerable.Range(0, 10).Select(i => (ushort)(i / 5))], [.. Enumerable.Range(0, 10).Select(i => (byte)(i & 1))]));

    /// <summary>Four bytes an event, and the faults that a writer of a format makes.</summary>
    private sealed class BytesFormat : EventFormat
    {
        public bool ExchangesAxes { get; init; }

        public bool ClaimsSize { get; init; }

        public bool LosesAnEventAChunk { get; init; }

        public override string Name => "bytes";

        public override string Description => "four bytes an event";

        public override IReadOnlyList<string> Extensions { get; } = [".bytes"];

        public override EventFormatCapabilities Capabilities => new() { CanWrite = true, StoresSensorSize = ClaimsSize };

        public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name) => FormatConfidence.No;

        public override EventReader Open(EventSource source, EventReadOptions options) => new Reader(this, source, options);

        public override EventWriter Create(Stream destination, string name, EventWriteOptions options) => new Writer(this, destination, name, options);

        private sealed class Reader(BytesFormat format, EventSource source, EventReadOptions options) : EventReader(format, source, options)
        {
            public override EventHeader Header { get; } = new("bytes", null);

            protected override int ReadEvents(EventBuffer into)
            {
                ReadOnlySpan<byte> window = Source.Fetch(4);
                EventColumns free = into.FreeColumns();
                int count = Math.Min(window.Length / 4, free.Length);
                for (int i = 0; i < count; i++)
                {
                    free.T[i] = window[4 * i];
                    free.X[i] = window[(4 * i) + 1];
                    free.Y[i] = window[(4 * i) + 2];
                    free.P[i] = window[(4 * i) + 3];
                }

                Source.Advance(count * 4);
                into.Advance(format.LosesAnEventAChunk && count > 1 ? count - 1 : count);
                return format.LosesAnEventAChunk && count > 1 ? count - 1 : count;
            }
        }

        private sealed class Writer(BytesFormat format, Stream output, string name, EventWriteOptions options) : EventWriter(format, output, name, options)
        {
            protected override void WriteEvents(EventSpan events)
            {
                foreach (Event e in events)
                    Output.Write([(byte)e.T, (byte)(format.ExchangesAxes ? e.Y : e.X), (byte)(format.ExchangesAxes ? e.X : e.Y), e.P]);
            }
        }
    }
}
