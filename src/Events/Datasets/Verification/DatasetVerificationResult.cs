using System.Diagnostics;

namespace NeuroKit.Events.Datasets;

/// <summary>What <see cref="DatasetVerification"/> found.</summary>
[DebuggerDisplay("{Root}: {Problems.Count} problems")]
public sealed record DatasetVerificationResult
{
    /// <summary>The folder.</summary>
    public required string Root { get; init; }

    /// <summary>The data set, turned to the variant that is there; numbers are a stand-in's own where it is one.</summary>
    public required DatasetManifest Manifest { get; init; }

    /// <summary>Files of recordings.</summary>
    public required int Recordings { get; init; }

    /// <summary>Samples: recordings, or windows of recordings.</summary>
    public required int Samples { get; init; }

    /// <summary>The numbers by part and class, every class of every part.</summary>
    public required IReadOnlyList<DatasetClassCount> Classes { get; init; }

    /// <summary>What is wrong: that of the layout first, then counts, extra files, recordings, duplicates; each in the order of parts, classes and names.</summary>
    public required IReadOnlyList<DatasetProblem> Problems { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Problems.Count == 0;
}
