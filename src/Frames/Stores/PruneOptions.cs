namespace NeuroKit.Frames.Stores;

/// <summary>What is removed from a store beyond what ended processes left. Immutable: change it with <c>with</c>.</summary>
public sealed record PruneOptions
{
    /// <summary>Leftovers, damaged sets, replaced sets.</summary>
    public static PruneOptions Default { get; } = new();

    /// <summary>Names of sets, or beginnings of their keys, to remove as well. Default: none.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Whether every set is removed. Default: no.</summary>
    public bool Everything { get; init; }

    /// <summary>Whether it is only told what would be removed. Default: no.</summary>
    public bool DryRun { get; init; }
}
