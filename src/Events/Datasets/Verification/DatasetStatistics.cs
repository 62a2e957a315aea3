using System.Diagnostics;
using System.Runtime.ExceptionServices;
using NeuroKit.Events.Datasets.Verification;

namespace NeuroKit.Events.Datasets;

/// <summary>Figures over the samples of a data set: of every class, over all, and of each sample.</summary>
[DebuggerDisplay("{Root}: {Samples.Count} samples")]
public sealed record DatasetStatistics
{
    /// <summary>The data set's folder.</summary>
    public required string Root { get; init; }

    /// <summary>The sensor's size in the data set's convention; null where it is not known.</summary>
    public SensorSize? SensorSize { get; init; }

    /// <summary>Over all samples.</summary>
    public required DatasetClassStatistics Overall { get; init; }

    /// <summary>By class, every class by label; one without samples has 0.</summary>
    public required IReadOnlyList<DatasetClassStatistics> Classes { get; init; }

    /// <summary>Each sample, in the data set's order: for histograms.</summary>
    public required IReadOnlyList<SampleStatistics> Samples { get; init; }

    /// <summary>Samples that could not be read and are in no figure, under <see cref="DatasetStatisticsOptions.SkipsUnreadable"/>.</summary>
    public IReadOnlyList<UnreadableSample> Unreadable { get; init; } = [];

    /// <summary>Reads every sample and counts.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="options">How; default <see cref="DatasetStatisticsOptions.Default"/>.</param>
    /// <param name="progress">Told from time to time, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <exception cref="EventFormatException">A recording cannot be read: the first of them in the data set's order.</exception>
    public static DatasetStatistics Compute(
        EventDataset dataset, DatasetStatisticsOptions? options = null, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= DatasetStatisticsOptions.Default;
        (EventStatistics? Statistics, Exception? Error)[] results = SamplePass.Run(dataset, options.ReadOptions, options.Threads, progress, cancellationToken);
        if (!options.SkipsUnreadable && Array.Find(results, r => r.Error is not null).Error is { } error)
            ExceptionDispatchInfo.Throw(error);
        SampleStatistics[] samples = [.. dataset.Zip(results).Where(r => r.Second.Statistics is not null).Select(r => new SampleStatistics(r.First, r.Second.Statistics!))];
        ILookup<int, SampleStatistics> byLabel = samples.ToLookup(s => s.Sample.Label);
        return new DatasetStatistics
        {
            Root = dataset.Root,
            SensorSize = dataset.Manifest is { } manifest ? manifest.Orientation.Apply(manifest.SensorSize) : null,
            Overall = DatasetClassStatistics.Of(samples, null, null),
            Classes = [.. dataset.Classes.Select((name, label) => DatasetClassStatistics.Of([.. byLabel[label]], label, name))],
            Samples = samples,
            Unreadable = [.. dataset.Zip(results).Where(r => r.Second.Error is not null).Select(r => new UnreadableSample(r.First, r.Second.Error!.Message))],
        };
    }
}
