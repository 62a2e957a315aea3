using FsCheck;
using FsCheck.Fluent;
using NeuroKit.Events.IO;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>What every format that can be written must keep, over generated recordings that it can hold.</summary>
public sealed class FormatPropertyTests
{
    private static readonly int[] s_capacities = [1, 2, 31, 33, 4096];

    public static TheoryData<string> Writable() => [.. EventFormats.Default.Writable.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Writable))]
    public void WhatIsWrittenIsReadBack(string name)
        => ForAll(name, largestStepBack: 0, (format, recording) => Assert.Null(FormatLaws.WriteThenRead(format, recording)));

    [Theory]
    [MemberData(nameof(Writable))]
    public void WhatIsWrittenOutOfOrderIsReadBack(string name)
        => ForAll(name, largestStepBack: 100_000, (format, recording) =>
        {
            Assert.Null(FormatLaws.WriteThenRead(format, recording));
            using EventReader reader = Open(format, FormatLaws.Write(format, recording));
            reader.ReadAll().Dispose();
            Assert.Equal(Enumerable.Range(1, Math.Max(0, recording.Count - 1)).Count(i => recording.Events.T[i] < recording.Events.T[i - 1]), reader.Diagnostics.StepsBack);
        });

    [Theory]
    [MemberData(nameof(Writable))]
    public void HowEventsAreWrittenInPiecesDoesNotMatter(string name)
        => ForAll(name, largestStepBack: 1_000, (format, recording) =>
        {
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
        });

    [Theory]
    [MemberData(nameof(Writable))]
    public void NeitherBufferNorSourceMatters(string name)
        => ForAll(name, largestStepBack: 1_000, (format, recording) =>
        {
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
        }, tests: 40);

    [Theory]
    [MemberData(nameof(Writable))]
    public async Task AsynchronousReadingGivesTheSame(string name)
    {
        EventFormat format = EventFormats.Default.Get(name);
        foreach (Recording recording in RecordingGenerators.Recording(FormatRecordings.OptionsFor(format, 1_000)).Sample(20, 60))
        {
            byte[] file = FormatLaws.Write(format, recording);
            string fileName = "r" + format.Extensions[0];
            var options = new EventReadOptions { Format = name };
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
    }

    [Theory]
    [MemberData(nameof(Writable))]
    public void FilesReadAsMemoryDoes(string name)
    {
        string folder = Directory.CreateTempSubdirectory("neurokit-").FullName;
        try
        {
            string path = Path.Combine(folder, "r" + EventFormats.Default.Get(name).Extensions[0]);
            ForAll(name, largestStepBack: 0, (format, recording) =>
            {
                EventFile.Write(path, recording.Events, new EventWriteOptions { Format = name, SensorSize = recording.Size });
                using EventReader reader = EventFile.Open(path, new EventReadOptions { Format = name });
                using EventBuffer read = reader.ReadAll();
                Assert.Null(FormatLaws.Difference(recording.Events, read));
                Assert.Equal(name, reader.Header.Format);
                Assert.Equal([path], Directory.GetFiles(folder));
            }, tests: 15);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Writable))]
    public void AllAtOnceInBatchesAndInWindowsAreTheSameEvents(string name)
        => ForAll(name, largestStepBack: 0, (format, recording) =>
        {
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
        });

    [Theory]
    [MemberData(nameof(Writable))]
    public void ReopeningReadsFromTheStartAndThenTheFirstGoesOn(string name)
        => ForAll(name, largestStepBack: 1_000, (format, recording) =>
        {
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
        });

    [Theory]
    [MemberData(nameof(Writable))]
    public void TotalsThatCallThemselvesExactAre(string name)
        => ForAll(name, largestStepBack: 1_000, (format, recording) =>
        {
            using EventReader reader = Open(format, FormatLaws.Write(format, recording));
            EventTotals totals = reader.Totals;
            if (!totals.Exact)
                return;
            Assert.Equal(recording.Count, totals.Count);
            if (recording.Count > 0 && totals.FirstTime is { } first)
                Assert.Equal(recording.Events.T[0], first);
            if (recording.Count > 0 && totals.LastTime is { } last)
                Assert.Equal(recording.Events.T[^1], last);
        });

    [Theory]
    [MemberData(nameof(Writable))]
    public void AFileCutAnywhereKeepsWhatIsWholeBefore(string name)
        => ForAll(name, largestStepBack: 0, (format, recording) =>
        {
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
        }, tests: 20);

    private static void ForAll(string name, long largestStepBack, Action<EventFormat, Recording> holds, int tests = 100)
    {
        EventFormat format = EventFormats.Default.Get(name);
        // Steps back add up, and a shrunk recording may step back further than the one it came from: atis40's clock cannot go back more than 23 bits.
        Arbitrary<Recording> recordings = RecordingGenerators.Recordings(FormatRecordings.OptionsFor(format, largestStepBack))
            .Filter(recording => format.Name != "atis40" || FurthestBack(recording.Events.T) < (1 << 23) - (1 << 13));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(recordings, recording => holds(format, recording)));
    }

    private static long FurthestBack(ReadOnlySpan<long> times)
    {
        long latest = long.MinValue;
        long furthest = 0;
        foreach (long t in times)
        {
            latest = Math.Max(latest, t);
            furthest = Math.Max(furthest, latest - t);
        }

        return furthest;
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
