namespace NeuroKit.Frames.Stores;

/// <summary>Something that was removed from a store, or would be.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">Why.</param>
/// <param name="Bytes">What it took.</param>
/// <param name="Problem">Why it could not be removed; null where it was.</param>
public sealed record PrunedItem(string Path, string Reason, long Bytes, string? Problem = null);
