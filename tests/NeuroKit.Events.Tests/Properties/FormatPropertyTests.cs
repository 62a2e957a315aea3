using FsCheck.Xunit;
using NeuroKit.Events.IO;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>What every format that can be written must keep, over generated recordings that it can hold. A law is over pairs of both.</summary>
public sealed class FormatPropertyTests
{
    private static readonly int[] s_capacities = [1, 2, 31, 33, 4096];

    /// <summary>A law is tried over pairs of any format: MaxTest counts those of all of them, and few of them would leave one out.</summary>
    [Fact]
    public void ThereAreSevenFormatsToShareThePairs() => Assert.Equal(7, EventFormats.Default.Writable.Count());

    [Property(Arbitrary = [typeof(InOrder)], MaxTest = 700)]
    public void WhatIsWrittenIsReadBack(FormatRecording pair) => Assert.Null(FormatLaws.WriteThenRead(pair.Format, pair.Recording));

    [Property(Arbitrary = [typeof(OutOfOrder)], MaxTest = 700)]
    public void WhatIsWrittenOutOfOrderIsReadBack(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        Assert.Null(FormatLaws.WriteThenRead(format, recording));
        using EventReader reader = Open(format, FormatLaws.Write(format, recording));
        reader.ReadAll().Dispose();
        Assert.Equal(Enumerable.Range(1, Math.Max(0, recording.Count - 1)).Count(i => recording.Events.T[i] < recording.Events.T[i - 1]), reader.Diagnostics.StepsBack);
    }

    [Property(Arbitrary = [typeof(ALittleLate)], MaxTest = 700)]
    public void HowEventsAreWrittenInPiecesDoesNotMatter(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        using var stream = new MemoryStream();
        using (EventWriter writer = format.Create(stream, "pieces", new EventWriteOptions { SensorSize = recording.Size }))
        {
            foreach (Range range in new Chunking([1, 7, 100]).Cut(recording.Count))
                writer.Write(recording.Events[range]);
            writer.Complete();
            Assert.Equal(recording.Count, writer.EventsWritten);
        }

        using EventBuffer read = Open(format, stream.ToArray()).ReadAll();
        Assert.Null(FormatLaws.Difference(recording.Events, read));
    }

    [Property(Arbitrary = [typeof(ALittleLate)], MaxTest = 280)]
    public void NeitherBufferNorSourceMatters(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        byte[] file = FormatLaws.Write(format, recording);
        int seed = recording.Count;
        foreach (int capacity in s_capacities)
        {
            Assert.Null(FormatLaws.ReadInChunks(format, file, capacity));
            using var behindOther = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
            Same(recording, format, EventSource.FromStream(behindOther), capacity);
            Same(recording, format, EventSource.FromStream(new DribblingStream(file, 1, seed)), capacity);
            Same(recording, format, EventSource.FromStream(new DribblingStream(file, 50, seed)), capacity);
            Same(recording, format, EventSource.FromStream(new DribblingStream(file, 100_000, seed)), capacity);
        }
    }

    [Property(Arbitrary = [typeof(ALittleLate)], MaxTest = 140, StartSize = 60, EndSize = 60)]
    public async Task AsynchronousReadingGivesTheSame(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        byte[] file = FormatLaws.Write(format, recording);
        string fileName = "r" + format.Extensions[0];
        var options = new EventReadOptions { Format = format.Name };
        await using (var stream = new DribblingStream(file, 900, yields: true))
        using (EventReader reader = await EventFile.OpenAsync(stream, fileName, options))
        using (EventBuffer all = await reader.ReadAllAsync())
            Assert.Null(FormatLaws.Difference(recording.Events, all));
        await using (var stream = new DribblingStream(file, 900, yields: true))
        using (EventReader reader = await EventFile.OpenAsync(stream, fileName, options))
        using (var all = new EventBuffer())
        {
            await foreach (EventBuffer chunk in reader.ReadBatchesAsync(17))
                all.Append(chunk);
            Assert.Null(FormatLaws.Difference(recording.Events, all));
        }
    }

    [Property(Arbitrary = [typeof(InOrder)], MaxTest = 105)]
    public void FilesReadAsMemoryDoes(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        string folder = Directory.CreateTempSubdirectory("neurokit-").FullName;
        try
        {
            string path = Path.Combine(folder, "r" + format.Extensions[0]);
            for (int time = 0; time < 2; time++) // the second time over the first
                EventFile.Write(path, recording.Events, new EventWriteOptions { Format = format.Name, SensorSize = recording.Size });
            using EventReader reader = EventFile.Open(path, new EventReadOptions { Format = format.Name });
            using EventBuffer read = reader.ReadAll();
            Assert.Null(FormatLaws.Difference(recording.Events, read));
            Assert.Equal(format.Name, reader.Header.Format);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Property(Arbitrary = [typeof(InOrder)], MaxTest = 700)]
    public void AllAtOnceInBatchesAndInWindowsAreTheSameEvents(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        byte[] file = FormatLaws.Write(format, recording);
        using var batches = new EventBuffer();
        using (EventReader reader = Open(format, file))
        {
            foreach (EventBuffer batch in reader.ReadBatches(5))
            {
                Assert.InRange(batch.Count, 1, 5);
                batches.Append(batch);
            }
        }

        Assert.Null(FormatLaws.Difference(recording.Events, batches));
        long range = recording.Count == 0 ? 0 : recording.Events.T[^1] - recording.Events.T[0];
        long duration = Math.Max(1, range / 9);
        using var windows = new EventBuffer();
        long start = recording.Count == 0 ? 0 : recording.Events.T[0];
        using (EventReader reader = Open(format, file))
        {
            foreach (EventBuffer window in reader.ReadWindows(duration))
            {
                foreach (long t in window.Span.T)
                    Assert.InRange(t, start, start + duration - 1);
                windows.Append(window);
                start += duration;
            }
        }

        Assert.Null(FormatLaws.Difference(recording.Events, windows));
    }

    [Property(Arbitrary = [typeof(ALittleLate)], MaxTest = 700)]
    public void ReopeningReadsFromTheStartAndThenTheFirstGoesOn(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        byte[] file = FormatLaws.Write(format, recording);
        foreach (EventSource source in (EventSource[])[EventSource.FromMemory(file), EventSource.FromStream(new MemoryStream(file))])
        {
            using EventReader reader = format.Open(source, EventReadOptions.Default);
            Assert.True(reader.CanReopen);
            using var first = new EventBuffer();
            using var chunk = new EventBuffer(Math.Max(1, recording.Count / 3));
            reader.Read(chunk);
            first.Append(chunk);
            for (int again = 0; again < 2; again++)
            {
                using EventReader second = reader.Reopen();
                using EventBuffer all = second.ReadAll();
                Assert.Null(FormatLaws.Difference(recording.Events, all));
            }

            using EventBuffer rest = reader.ReadAll();
            first.Append(rest);
            Assert.Null(FormatLaws.Difference(recording.Events, first));
        }
    }

    [Property(Arbitrary = [typeof(ALittleLate)], MaxTest = 700)]
    public void TotalsThatCallThemselvesExactAre(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        using EventReader reader = Open(format, FormatLaws.Write(format, recording));
        EventTotals totals = reader.Totals;
        if (!totals.Exact)
            return;
        Assert.Equal(recording.Count, totals.Count);
        if (recording.Count > 0 && totals.FirstTime is { } first)
            Assert.Equal(recording.Events.T[0], first);
        if (recording.Count > 0 && totals.LastTime is { } last)
            Assert.Equal(recording.Events.T[^1], last);
    }

    [Property(Arbitrary = [typeof(InOrder)], MaxTest = 140)]
    public void AFileCutAnywhereKeepsWhatIsWholeBefore(FormatRecording pair)
    {
        (EventFormat format, Recording recording) = pair;
        byte[] file = FormatLaws.Write(format, recording);
        for (int cut = 0; cut < file.Length; cut += 1 + (file.Length / 40))
        {
            foreach (EventReadPolicy policy in Enum.GetValues<EventReadPolicy>())
            {
                EventReader reader;
                try
                {
                    reader = Open(format, file[..cut], new EventReadOptions { Policy = policy });
                }
                catch (EventFormatException)
                {
                    continue; // no whole header
                }

                using (reader)
                using (var all = new EventBuffer())
                {
                    try
                    {
                        foreach (EventBuffer batch in reader.ReadBatches(64))
                            all.Append(batch);
                    }
                    catch (EventFormatException error) when (policy == EventReadPolicy.Strict)
                    {
                        Assert.InRange(error.ByteOffset ?? 0, 0, cut);
                    }

                    Assert.InRange(all.Count, 0, recording.Count);
                    Assert.Null(FormatLaws.Difference(recording.Events[..all.Count], all));
                }
            }
        }
    }

    private static EventReader Open(EventFormat format, byte[] file, EventReadOptions? options = null)
        => format.Open(EventSource.FromMemory(file, "r" + format.Extensions[0]), options ?? EventReadOptions.Default);

    private static void Same(Recording expected, EventFormat format, EventSource source, int capacity)
    {
        using EventReader reader = format.Open(source, EventReadOptions.Default);
        using var all = new EventBuffer();
        foreach (EventBuffer chunk in reader.ReadBatches(capacity))
            all.Append(chunk);
        Assert.Null(FormatLaws.Difference(expected.Events, all));
        Assert.False(reader.Diagnostics.IsTruncated);
    }
}
