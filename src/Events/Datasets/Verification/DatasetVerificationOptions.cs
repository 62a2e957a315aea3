namespace NeuroKit.Events.Datasets;

/// <summary>How thoroughly <see cref="DatasetVerification"/> looks. Immutable: change it with <c>with</c>.</summary>
public sealed record DatasetVerificationOptions
{
    /// <summary>The defaults: everything is read.</summary>
    public static DatasetVerificationOptions Default { get; } = new();

    /// <summary>Whether every recording is decoded, strictly. Default: yes; without it, only names, labels and lists are looked at.</summary>
    public bool ReadRecordings { get; init; } = true;

    /// <summary>Whether recordings of equal bytes are looked for; only files of one length are read for it. Default: yes.</summary>
    public bool FindDuplicates { get; init; } = true;

    /// <summary>Threads; 0 (default) uses every processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The formats known. Default: null, <see cref="EventFormats.Default"/>.</summary>
    public EventFormats? Formats { get; init; }
}
