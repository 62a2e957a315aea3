namespace NeuroKit.Events.Datasets;

/// <summary>How <see cref="DatasetStatistics"/> are made. Immutable: change it with <c>with</c>.</summary>
public sealed record DatasetStatisticsOptions
{
    /// <summary>The defaults.</summary>
    public static DatasetStatisticsOptions Default { get; } = new();

    /// <summary>How to read. Default: null, <see cref="EventReadOptions.Default"/>, which is strict.</summary>
    public EventReadOptions? ReadOptions { get; init; }

    /// <summary>Whether samples that cannot be read are left out and noted (<see cref="DatasetStatistics.Unreadable"/>). Default: no, the first is an error.</summary>
    public bool SkipsUnreadable { get; init; }

    /// <summary>Threads; 0 (default) uses every processor. The result does not depend on it.</summary>
    public int Threads { get; init; }
}
