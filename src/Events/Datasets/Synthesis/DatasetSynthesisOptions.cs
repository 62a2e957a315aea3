namespace NeuroKit.Events.Datasets;

/// <summary>What <see cref="DatasetSynthesis"/> makes. Immutable: change it with <c>with</c>.</summary>
public sealed record DatasetSynthesisOptions
{
    /// <summary>The defaults.</summary>
    public static DatasetSynthesisOptions Default { get; } = new();

    /// <summary>
    /// Recordings of each class, 1 … 10,000, where the set is not divided or in its train part; the test part has a quarter of it, at least 1.
    /// DVS-Gesture's recordings hold every class, and arm_roll twice: this many are made of them. Default: 8.
    /// </summary>
    public int PerClass { get; init; } = 8;

    /// <summary>
    /// How many of the classes get recordings: the first ones by label; the others stay known and are empty. Not for DVS-Gesture, whose recordings
    /// hold every class. Default: null, all.
    /// </summary>
    public int? Classes { get; init; }

    /// <summary>Which draw: the same seed gives the same recordings on every machine. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Whether the archives are made that the set is distributed as (zips, zips in a zip, a tar.gz) instead of the unpacked tree. Their members
    /// are the same bytes on every machine; the compressed bytes depend on the runtime's zlib. Default: no.
    /// </summary>
    public bool Pack { get; init; }

    /// <summary>Whether a stand-in of the same set that is there, but made with other options or damaged, is replaced. Default: no.</summary>
    public bool Replace { get; init; }

    /// <summary>Threads; 0 (default) uses every processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PerClass, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PerClass, 10_000);
        if (Classes is { } classes)
            ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1, nameof(Classes));
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}
