using NeuroKit.Events.Datasets;

namespace NeuroKit.Frames.Stores;

/// <summary>What an import gives.</summary>
/// <param name="Dataset">The data set, its events read from the store; recordings that failed are left out.</param>
/// <param name="Set">The set in the store.</param>
/// <param name="WasPresent">Whether the set was there already, whole and up to date: nothing was decoded.</param>
/// <param name="Resumed">Recordings that an interrupted import had left whole.</param>
/// <param name="Failures">Recordings left out, under <see cref="ImportFailureHandling.Collect"/>.</param>
public sealed record ImportResult(EventDataset Dataset, StoreSet Set, bool WasPresent, int Resumed, IReadOnlyList<ImportFailure> Failures);
