using System.Buffers;
using System.Globalization;
using System.Text;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Imports a data set's events into a store, or finds that it has them.</summary>
internal sealed class EventImport
{
    /// <summary>Raised when equal sources, readers and options begin to give other records.</summary>
    public const int RecordVersion = 1;

    private readonly string _store;
    private readonly EventDataset _dataset;
    private readonly ImportOptions _options;
    private readonly string _optionText;
    private readonly SourceStamp[] _stamps;
    private readonly int[] _groups; // first sample of each run of samples of one file
    private readonly StagedRecordings? _staged;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly CancellationToken _cancelled;

    private EventImport(string store, EventDataset dataset, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken, StagedRecordings? staged = null)
    {
        _staged = staged;
        _store = store;
        _dataset = dataset;
        _options = options;
        _progress = progress;
        _cancelled = cancellationToken;
        _optionText = OptionText.Of(dataset[0].ReadOptions(options.ReadOptions));
        _stamps = StampsOf(dataset);
        _groups = [.. Enumerable.Range(0, dataset.Count).Where(i => i == 0 || dataset[i].Path != dataset[i - 1].Path)];
    }

    /// <summary>Imports, or finds.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="dataset">The recordings.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each recording.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <param name="staged">The recordings decoded already, by the same options; null: they are read.</param>
    public static ImportResult Run(
        string store, EventDataset dataset, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken,
        StagedRecordings? staged = null)
    {
        Check(dataset);
        var import = new EventImport(store, dataset, options, progress, cancellationToken, staged);
        return import.TryFind() ?? import.Make();
    }

    /// <summary>The data set with the events of a set that has them all and is up to date; null where there is none.</summary>
    public static ImportResult? Find(string store, EventDataset dataset, ImportOptions options)
    {
        Check(dataset);
        return new EventImport(store, dataset, options, null, CancellationToken.None).TryFind();
    }

    private ImportResult? TryFind()
        => SetFinder.FindEvents(_store, _dataset, _optionText, _stamps, _options.OnFailure == ImportFailureHandling.Collect, _staged?.Digests()) is { } set
            ? Result(set, wasPresent: true, resumed: 0)
            : null;

    private ImportResult Make()
    {
        Digest plan = Plan();
        using StoreLock held = StoreLock.Take(StoreLayout.Lock(_store, plan),
            owner => _progress?.Report(new ImportProgress(0, _dataset.Count, 0, owner)), _cancelled);
        if (TryFind() is { } made)
            return made; // by whoever held the lock
        using var builder = new SetBuilder(_store, StoreKind.Events, plan, _options.SegmentBytes);
        int resumed = builder.Entries.Count;
        long events = builder.Entries.Sum(e => e.Events);
        _progress?.Report(new ImportProgress(resumed, _dataset.Count, events));
        // The file whose windows were being imported is read again; those that are in already are passed over.
        int first = Array.FindLastIndex(_groups, start => start <= resumed);
        OrderedWork<PackedRecord[]>.Run(
            resumed == _dataset.Count ? _groups.Length : first, _groups.Length, _options.Workers, Pack,
            (_, records) =>
            {
                foreach (PackedRecord record in records)
                {
                    using (record)
                        builder.Append(record.Bytes, record.Entry);
                    events += record.Entry.Events;
                }

                _progress?.Report(new ImportProgress(builder.Entries.Count, _dataset.Count, events));
            },
            records => Array.ForEach(records, r => r.Dispose()), _cancelled);
        if (builder.Entries.All(e => e.Failure is not null))
            throw new StoreException(_dataset.Root, $"none of {_dataset.Count} recordings could be imported; the first: {builder.Entries[0].Failure}");
        OpenedSet set = builder.Commit(Facts(), _dataset.Root, _stamps);
        return Result(set, wasPresent: false, resumed);

        PackedRecord[] Pack(int group)
        {
            _cancelled.ThrowIfCancellationRequested();
            int end = group + 1 < _groups.Length ? _groups[group + 1] : _dataset.Count;
            int start = Math.Max(_groups[group], resumed);
            return _staged is null ? ReadGroup(start, end) : TakeGroup(_staged, start, end);
        }
    }

    // The samples start … end − 1, which are of one file: the file is read once.
    private PackedRecord[] ReadGroup(int start, int end)
    {
        var records = new List<PackedRecord>(end - start);
        Digest source = default;
        EventSample first = _dataset[start];
        try
        {
            using RecordingBytes bytes = RecordingBytes.Read(first);
            source = bytes.Digest;
            using EventReader reader = first.OpenBytes(bytes.Open(), _options.ReadOptions);
            using EventBuffer events = reader.ReadAll(_cancelled);
            if (SourceStamp.Of(first.Path) != _stamps[start])
                throw new StoreException(first.Path, "was changed while it was imported; import again");
            for (int i = start; i < end; i++)
                records.Add(PackSample(_dataset[i], FactsOf(_dataset[i], reader, source), events, reader.OrientedSensorSize));
        }
        catch (Exception e) when (e is NeuroKitException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            string problem = e.Message.StartsWith(first.Path, StringComparison.Ordinal) ? e.Message : $"{first.Path}: {e.Message}";
            if (_options.OnFailure == ImportFailureHandling.Stop)
            {
                records.ForEach(r => r.Dispose());
                throw e is StoreException ? e : new StoreException(first.Path, problem[(first.Path.Length + 2)..], e);
            }

            for (int i = start + records.Count; i < end; i++)
                records.Add(new PackedRecord(StoreEntry.Of(_dataset[i]) with { Failure = problem, Source = source }));
        }
        catch
        {
            records.ForEach(r => r.Dispose());
            throw;
        }

        return [.. records];
    }

    // The same of a recording that was packed in passing: as it is, or cut.
    private PackedRecord[] TakeGroup(StagedRecordings staged, int start, int end)
    {
        (StoreEntry known, ReadOnlyMemory<byte> record) = staged.Find(_dataset[start].Path);
        var records = new List<PackedRecord>(end - start);
        EventBuffer? recording = null;
        try
        {
            for (int i = start; i < end; i++)
            {
                EventSample sample = _dataset[i];
                if (known.Failure is not null)
                {
                    records.Add(new PackedRecord(StoreEntry.Of(sample) with { Failure = known.Failure, Source = known.Source }));
                    continue;
                }

                StoreEntry facts = known with
                {
                    Id = sample.Id,
                    Label = sample.Label,
                    ClassName = sample.ClassName,
                    Split = sample.Split,
                    Subject = sample.Subject,
                    Condition = sample.Condition,
                    Window = sample.Window,
                    Key = KeyOf(known.Source, known.Format, known.ReaderVersion, _optionText, sample),
                };
                if (sample.Window is null)
                {
                    byte[] copy = ArrayPool<byte>.Shared.Rent(record.Length);
                    record.Span.CopyTo(copy);
                    records.Add(new PackedRecord(facts, copy, record.Length));
                    continue;
                }

                recording ??= Unpack(known, record);
                records.Add(PackSample(sample, facts, recording, known.Size));
            }
        }
        catch
        {
            records.ForEach(r => r.Dispose());
            throw;
        }
        finally
        {
            recording?.Dispose();
        }

        return [.. records];
    }

    private EventBuffer Unpack(StoreEntry known, ReadOnlyMemory<byte> record)
    {
        using EventReader reader = new StoredEventFormat(known.Format).Open(EventSource.FromMemory(record, known.Id), EventReadOptions.Default);
        return reader.ReadAll(_cancelled);
    }

    private StoreEntry FactsOf(EventSample sample, EventReader reader, Digest source)
    {
        string format = reader.Header.Format;
        int version = ReaderVersion(sample, format);
        return StoreEntry.Of(sample) with
        {
            Format = format,
            ReaderVersion = version,
            Issues = reader.Diagnostics.IssueCount,
            Source = source,
            Key = KeyOf(source, format, version, _optionText, sample),
        };
    }

    private static PackedRecord PackSample(EventSample sample, StoreEntry facts, EventBuffer recording, SensorSize? size)
    {
        if (sample.Window is not { } window)
            return EventPacker.Pack(facts, recording, size);
        using EventBuffer cut = recording.CopyTimeRange(window.StartMicroseconds, window.EndMicroseconds);
        return EventPacker.Pack(facts, cut, size);
    }

    /// <summary>The key of a recording's record: whatever decides its bytes.</summary>
    private static Digest KeyOf(Digest source, string format, int readerVersion, string options, EventSample sample)
    {
        string window = sample.Window is { } w ? string.Create(CultureInfo.InvariantCulture, $"{w.StartMicroseconds} {w.EndMicroseconds}") : "whole";
        return Digest.Of(string.Create(CultureInfo.InvariantCulture,
            $"neurokit events {RecordVersion}\nsource {source}\nformat {format} {readerVersion}\noptions {options}\nwindow {window}\n"));
    }

    /// <summary>The version of a format's reader among those that a sample knows; 0 where it knows no such format.</summary>
    public static int ReaderVersion(EventSample sample, string format)
        => (sample.Formats ?? EventFormats.Default).TryGet(format, out EventFormat? known) ? known.ReaderVersion : 0;

    // Which set is being made: an interrupted import is gone on with only where all of this is the same.
    private Digest Plan()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"neurokit plan {RecordVersion} {_options.SegmentBytes} {_options.OnFailure}\n{_optionText}\n{NameOf(_dataset)}\n");
        foreach (EventFormat format in (_dataset[0].Formats ?? EventFormats.Default).All)
            text.Append(CultureInfo.InvariantCulture, $"{format.Name} {format.ReaderVersion}\n");
        for (int i = 0; i < _dataset.Count; i++)
        {
            EventSample s = _dataset[i];
            text.Append(CultureInfo.InvariantCulture,
                $"{s.Id}\n{s.Label}\n{s.ClassName}\n{s.Split}\n{s.Subject}\n{s.Condition}\n{s.Window}\n{_stamps[i].Length} {_stamps[i].Ticks}\n");
        }

        return Digest.Of(text.ToString());
    }

    private SetFacts Facts() => new()
    {
        Kind = StoreKind.Events,
        Name = NameOf(_dataset),
        Options = _optionText,
        Classes = _dataset.Classes,
        Manifest = _dataset.Manifest?.ToJson(),
    };

    private ImportResult Result(OpenedSet set, bool wasPresent, int resumed)
    {
        var failures = new List<ImportFailure>();
        foreach (EventSample sample in _dataset)
        {
            if (set.Index.Entries[set.Find(sample.Id)].Failure is { } problem)
                failures.Add(new ImportFailure(sample, problem));
        }

        return new ImportResult(Attach(set), StoreSet.Of(set), wasPresent, resumed, failures);
    }

    private EventDataset Attach(OpenedSet set)
        => _dataset.Where(s => set.Index.Entries[set.Find(s.Id)].Failure is null)
            .Select(s => s with { Source = new StoredSampleSource(set, set.Find(s.Id)) });

    public static string NameOf(EventDataset dataset)
        => dataset.Manifest?.Id ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(dataset.Root));

    private static SourceStamp[] StampsOf(EventDataset dataset)
    {
        var stamps = new SourceStamp[dataset.Count];
        for (int i = 0; i < stamps.Length; i++)
            stamps[i] = i > 0 && dataset[i].Path == dataset[i - 1].Path ? stamps[i - 1] : SourceStamp.Of(dataset[i].Path);
        return stamps;
    }

    private static void Check(EventDataset dataset)
    {
        if (dataset.Count == 0)
            throw new ArgumentException($"{dataset.Root} gives no recordings to import.", nameof(dataset));
        if (dataset.FirstOrDefault(s => s.Source is not null) is { } stored)
            throw new ArgumentException($"{stored.Id} is read from elsewhere already (a store, a recording inside an HDF5 file); import a data set of files, or store events with CreateWriter.", nameof(dataset));
        if (dataset.GroupBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"{twice.Key} is in the data set twice.", nameof(dataset));
    }
}
