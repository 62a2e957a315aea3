using System.Buffers.Binary;
using System.Numerics.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Events.IO;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Frames from a reader equal frames from memory, whatever the format knows beforehand and whatever the source can do.</summary>
[Properties(Arbitrary = [typeof(RecordingArbitraries)], MaxTest = 150)]
public sealed class ReaderTests
{
    public enum Claim
    {
        Nothing,
        Right,
        RightAndExact,
        TooMany,
        TooFew,
        CountOnly,
        FarTimes,
        Backwards,
    }

    public static TheoryData<string> Writable() => [.. EventFormats.Default.Writable.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Writable))]
    public void EveryFormatGivesTheFramesOfItsEvents(string name)
    {
        EventFormat format = EventFormats.Default.Get(name);
        RecordingOptions options = FormatRecordings.OptionsFor(format);
        Prop.ForAll(
            RecordingGenerators.Recordings(options), RuleArbitraries.Any(), ArbMap.Default.ArbFor<bool>(), (recording, choice, seekable) =>
            {
                byte[] file = FormatLaws.Write(format, recording);
                FrameBinning rule = choice.For(recording);
                using EventReader reader = Open(format, file, seekable);
                FrameAssert.Equal(choice.Reference(recording), rule.ToFrames<int>(reader, recording.Size), recording.Size, (format, choice));
            }).QuickCheckThrowOnFailure();
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 400)]
    public void WhateverTheTotalsClaimTheFramesAreRight(Recording recording, RuleChoice choice, Claim claim, bool seekable)
    {
        FrameBinning rule = choice.For(recording);
        using EventReader reader = Open(new PlainFormat(TotalsOf(recording, claim)), PlainFormat.Bytes(recording), seekable);
        FrameAssert.Equal(choice.Reference(recording), rule.ToFrames<int>(reader, recording.Size), recording.Size, (choice, claim, seekable));
    }

    [Property]
    public void SeveralNumbersOfFramesFromAReaderAreRightToo(Recording recording, Claim claim, bool seekable, bool byTime)
    {
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(1) : FrameBinning.ByCount(1);
        using EventReader reader = Open(new PlainFormat(TotalsOf(recording, claim)), PlainFormat.Bytes(recording), seekable);
        Tensor<int>[] frames = MultiFrameBinning.Exact(rule.WithBins(8), rule.WithBins(4)).ToFrames<int>(reader, recording.Size);
        FrameAssert.Equal(byTime ? ReferenceIntegrator.ByTime(recording, 8) : ReferenceIntegrator.ByCount(recording, 8), frames[0], recording.Size, claim);
        FrameAssert.Equal(byTime ? ReferenceIntegrator.ByTime(recording, 4) : ReferenceIntegrator.ByCount(recording, 4), frames[1], recording.Size, claim);
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void DroppingWhileReadingEqualsFilteringBeforehand(OutlyingRecording outlying, RuleChoice choice, Claim claim, bool seekable)
    {
        Recording inside = outlying.Recording.WithoutOutside();
        FrameBinning rule = choice.For(inside);
        var options = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop };
        using (EventReader reader = Open(new PlainFormat(TotalsOf(outlying.Recording, claim)), PlainFormat.Bytes(outlying.Recording), seekable))
            FrameAssert.Equal(choice.Reference(inside), rule.ToFrames<int>(reader, inside.Size, options), inside.Size, (choice, claim, seekable));
        using (EventReader reader = Open(new PlainFormat(TotalsOf(outlying.Recording, claim)), PlainFormat.Bytes(outlying.Recording), seekable))
            Assert.Equal(outlying.Recording.Count - inside.Count, rule.Integrate(reader, inside.Size, () => (_, _) => { }, options));
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void OrderWhileReadingEqualsOrderBeforehand(DisorderedRecording disordered, RuleChoice choice, Claim claim, bool seekable, bool sort)
    {
        Recording ordered = sort ? disordered.Recording.SortedByTime()
            : choice.ByTime ? disordered.Recording.WithRunningMaximum() : disordered.Recording;
        FrameBinning rule = choice.For(ordered);
        using EventReader reader = Open(new PlainFormat(TotalsOf(disordered.Recording, claim)), PlainFormat.Bytes(disordered.Recording), seekable);
        var options = new FrameOptions { Order = sort ? EventOrderHandling.Sort : EventOrderHandling.RunningMax };
        FrameAssert.Equal(choice.Reference(ordered), rule.ToFrames<int>(reader, ordered.Size, options), ordered.Size, (choice, claim, seekable));
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void SpecialWordsAndAWrappedClockMakeTotalsWrongButNotFrames(Recording recording, RuleChoice choice, bool seekable)
    {
        // AEDAT 2.0 claims what its length and its first and last word say; here these are special words of far times.
        Recording events = recording.Pick(Enumerable.Range(0, recording.Count).Where(i => recording.Events.X[i] < 128 && recording.Events.Y[i] < 128
            && recording.Events.T[i] - recording.Events.T[0] < int.MaxValue));
        byte[] header = "#!AER-DAT2.0\r\n#End Of ASCII Header\r\n"u8.ToArray();
        byte[] file = new byte[header.Length + (8 * (events.Count + 2))];
        header.CopyTo(file, 0);
        Word(file.AsSpan(header.Length), 0x8000, 0xFFFF_FFF0);
        for (int i = 0; i < events.Count; i++)
        {
            Event e = events.Events[i];
            Word(file.AsSpan(header.Length + (8 * (i + 1))), (uint)((e.Y << 8) | (e.X << 1) | (1 - e.P)), (uint)e.T);
        }

        Word(file.AsSpan(file.Length - 8), 0x8000, 0x7FFF_FFFF);
        using EventReader all = EventFile.Open(file);
        using EventBuffer decoded = all.ReadAll();
        var whole = new Recording(SensorSize.Dvs128, decoded.Span);
        Assert.Equal(events.Count, whole.Count);
        Assert.Equal(2, all.Diagnostics.SkippedSpecial);
        FrameBinning rule = choice.For(whole);
        using EventReader reader = seekable ? EventFile.Open(file) : EventFile.Open(new DribblingStream(file, 5000));
        FrameAssert.Equal(choice.Reference(whole), rule.ToFrames<int>(reader), SensorSize.Dvs128, choice);
    }

    [Fact]
    public void TheOriginalReaderIsReadOnceAndKeepsItsDiagnostics()
    {
        Recording recording = Steady(1000);
        using EventReader reader = Open(new PlainFormat(new EventTotals(7, 0, 3)), PlainFormat.Bytes(recording), seekable: true);
        FrameBinning.ByCount(4).ToFrames(reader, recording.Size);
        Assert.Equal(1000, reader.EventsRead);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => FrameBinning.ByCount(4).ToFrames(reader, recording.Size));
        Assert.Contains("1000 events were read already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASourceThatCannotBeReadTwiceIsHeldUpToALimit()
    {
        Recording recording = Steady(1000);
        byte[] bytes = PlainFormat.Bytes(recording);
        FrameOptions options = new() { MaxBufferedEvents = 999 };
        using (EventReader reader = Open(new PlainFormat(default), bytes, seekable: false))
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => FrameBinning.ByTime(4).ToFrames(reader, recording.Size, options));
            Assert.Contains("MaxBufferedEvents", error.Message, StringComparison.Ordinal);
        }

        using (EventReader reader = Open(new PlainFormat(default), bytes, seekable: false))
            Assert.Equal(4, (int)FrameBinning.ByTime(4).ToFrames(reader, recording.Size, options with { MaxBufferedEvents = 1000 }).Lengths[0]);
        using (EventReader reader = Open(new PlainFormat(default), bytes, seekable: false))
            Assert.Equal(4, (int)FrameBinning.ByEventCount(250).ToFrames(reader, recording.Size, options).Lengths[0]); // needs nothing beforehand
        using (EventReader reader = Open(new PlainFormat(default), bytes, seekable: true))
            Assert.Equal(4, (int)FrameBinning.ByTime(4).ToFrames(reader, recording.Size, options).Lengths[0]); // read twice
        using (EventReader reader = Open(new PlainFormat(default), bytes, seekable: true))
            Assert.Throws<InvalidOperationException>(() => FrameBinning.ByTime(4).ToFrames(reader, recording.Size, options with { Order = EventOrderHandling.Sort }));
    }

    [Fact]
    public void AnUnknownSizeIsNeverInferred()
    {
        using EventReader reader = Open(new PlainFormat(default), PlainFormat.Bytes(Steady(10)), seekable: true);
        SensorSizeUnknownException error = Assert.Throws<SensorSizeUnknownException>(() => FrameBinning.ByCount(2).ToFrames(reader));
        Assert.Contains("--size", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingIsCancelled()
    {
        using EventReader reader = Open(new PlainFormat(default), PlainFormat.Bytes(Steady(10)), seekable: true);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => FrameBinning.ByCount(2).ToFrames(reader, SensorSize.NMnist, cancellationToken: cancelled.Token));
    }

    private static EventReader Open(EventFormat format, byte[] bytes, bool seekable)
        => format.Open(
            seekable ? EventSource.FromMemory(bytes, "r" + format.Extensions[0]) : EventSource.FromStream(new DribblingStream(bytes, 3000), "r" + format.Extensions[0]),
            EventReadOptions.Default);

    private static Recording Steady(int count)
        => new(SensorSize.NMnist, new EventSpan([.. Enumerable.Range(0, count).Select(i => (long)i)], new ushort[count], new ushort[count], new byte[count]));

    private static EventTotals TotalsOf(Recording recording, Claim claim)
    {
        if (recording.Count == 0)
            return claim is Claim.Nothing ? default : claim is Claim.RightAndExact ? new EventTotals(0, Exact: true) : new EventTotals(3, 5, 99);
        (long first, long last) = (recording.Events.T[0], recording.Events.T[^1]);
        return claim switch
        {
            Claim.Nothing => default,
            Claim.Right => new EventTotals(recording.Count, first, last),
            Claim.RightAndExact => new EventTotals(recording.Count, first, last, Exact: true),
            Claim.TooMany => new EventTotals(recording.Count + 17, first - 100, last + 100),
            Claim.TooFew => new EventTotals(recording.Count / 2, first + 3, last - 3),
            Claim.CountOnly => new EventTotals(recording.Count),
            Claim.FarTimes => new EventTotals(0, 0, long.MaxValue - 1),
            _ => new EventTotals(recording.Count, last + 1000, first - 1000),
        };
    }

    private static void Word(Span<byte> at, uint address, uint time)
    {
        BinaryPrimitives.WriteUInt32BigEndian(at, address);
        BinaryPrimitives.WriteUInt32BigEndian(at[4..], time);
    }
}
