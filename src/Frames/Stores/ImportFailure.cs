using NeuroKit.Events.Datasets;

namespace NeuroKit.Frames.Stores;

/// <summary>A recording that was left out of an import.</summary>
/// <param name="Sample">The recording.</param>
/// <param name="Problem">Why; names the file.</param>
public sealed record ImportFailure(EventSample Sample, string Problem);
