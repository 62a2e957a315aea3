using System.Globalization;
using System.Text;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Bins the recordings that a store has and keeps the frames, as a loader would make them.</summary>
internal sealed class FrameImport
{
    private const int RecordVersion = 1;

    private readonly string _store;
    private readonly EventDataset _dataset;
    private readonly FrameLoader _loader;
    private readonly IReadOnlyList<string> _rules;
    private readonly FrameImportOptions _options;
    private readonly string _optionText;

    private FrameImport(string store, EventDataset dataset, FrameLoader loader, FrameImportOptions options)
    {
        _store = store;
        _dataset = dataset;
        _loader = loader;
        _rules = loader.RuleKeys;
        _options = options;
        _optionText = OptionText.Of(options.FrameOptions, loader.SensorSize);
    }

    public static FrameLoaderOptions LoaderOptions(FrameImportOptions options) => new()
    {
        FrameOptions = options.FrameOptions,
        SensorSize = options.SensorSize,
        ReadOptions = options.ReadOptions,
        Workers = 0,
    };

    public static ImportResult Run(
        string store, EventDataset dataset, FrameLoader loader, FrameImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (dataset.FirstOrDefault(s => s.Source is not StoredSampleSource) is { } file)
            throw new ArgumentException($"{file.Id} is not read from a store; import the events first.", nameof(dataset));
        var import = new FrameImport(store, dataset, loader, options);
        return import.TryFind() ?? import.Make(progress, cancellationToken);
    }

    /// <summary>The data set with the frames that the store has of it by the loader's rules; itself where it has none.</summary>
    public static EventDataset Use(string store, EventDataset dataset, FrameLoader loader, FrameImportOptions options)
        => dataset.All(s => s.Source is StoredSampleSource)
            && SetFinder.FindFramesWith(store, dataset, OptionText.Of(options.FrameOptions, loader.SensorSize), loader.RuleKeys) is { } set
                ? With(dataset, set)
                : dataset;

    private ImportResult? TryFind()
        => SetFinder.FindFrames(_store, _dataset, _optionText, _rules) is { } set ? Result(set, wasPresent: true, resumed: 0) : null;

    private ImportResult Make(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        Digest plan = Plan();
        using StoreLock held = StoreLock.Take(StoreLayout.Lock(_store, plan),
            owner => progress?.Report(new ImportProgress(0, _dataset.Count, 0, owner)), cancellationToken);
        if (TryFind() is { } made)
            return made;
        using var builder = new SetBuilder(_store, StoreKind.Frames, plan, _options.SegmentBytes);
        int resumed = builder.Entries.Count;
        long events = builder.Entries.Sum(e => e.Events);
        OrderedWork<PackedRecord>.Run(resumed, _dataset.Count, _options.Workers, i => Pack(i, cancellationToken),
            (_, record) =>
            {
                using (record)
                    builder.Append(record.Bytes, record.Entry);
                events += record.Entry.Events;
                progress?.Report(new ImportProgress(builder.Entries.Count, _dataset.Count, events));
            },
            record => record.Dispose(), cancellationToken);
        return Result(builder.Commit(Facts(), _dataset.Root, stamps: null), wasPresent: false, resumed);
    }

    private PackedRecord Pack(int index, CancellationToken cancellationToken)
    {
        EventSample sample = _dataset[index];
        StoreEntry events = ((StoredSampleSource)sample.Source!).Entry;
        SampleFrames[] blocks = _loader.BinSample(index, cancellationToken);
        try
        {
            (byte[] bytes, int length) = FrameRecord.Pack(blocks, _loader.SensorSize, sample.Path);
            return new PackedRecord(StoreEntry.Of(sample) with
            {
                Format = events.Format,
                ReaderVersion = events.ReaderVersion,
                Events = events.Events,
                MinTime = events.MinTime,
                MaxTime = events.MaxTime,
                StepsBack = events.StepsBack,
                Issues = events.Issues,
                Size = _loader.SensorSize,
                Source = events.Content,
                Key = Digest.Of($"neurokit frames {RecordVersion}\nevents {events.Content}\nrules {string.Join('\n', _rules)}\noptions {_optionText}\n"),
                Content = Digest.Of(bytes.AsSpan(0, length)),
            }, bytes, length);
        }
        finally
        {
            Array.ForEach(blocks, b => b.Dispose());
        }
    }

    private Digest Plan()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"neurokit frame plan {RecordVersion} {_options.SegmentBytes}\n{_optionText}\n{Name}\n{string.Join('\n', _rules)}\n");
        foreach (EventSample s in _dataset)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{s.Id}\n{s.Label}\n{s.ClassName}\n{s.Split}\n{s.Subject}\n{s.Condition}\n{((StoredSampleSource)s.Source!).Entry.Content}\n");
        }

        return Digest.Of(text.ToString());
    }

    private string Name => ((StoredSampleSource)_dataset[0].Source!).Set.Index.Facts.Name;

    private SetFacts Facts() => new()
    {
        Kind = StoreKind.Frames,
        Name = Name,
        Options = _optionText,
        Rules = _rules,
        Classes = _dataset.Classes,
        Manifest = _dataset.Manifest?.ToJson(),
    };

    private ImportResult Result(OpenedSet set, bool wasPresent, int resumed)
        => new(With(_dataset, set), StoreSet.Of(set), wasPresent, resumed, []);

    private static EventDataset With(EventDataset dataset, OpenedSet set)
        => dataset.Select(s => s with { Source = new StoredFrameSource((StoredSampleSource)s.Source!, set, set.Find(s.Id)) });
}
