namespace NeuroKit.Events.Datasets;

/// <summary>A Fashion-DVS data set.</summary>
/// <param name="Dataset">The set.</param>
/// <param name="AlreadyPresent">Whether it was there, so that nothing had to be made.</param>
/// <param name="Recordings">Recordings in it.</param>
/// <param name="Events">Events in them.</param>
public sealed record FashionDvsResult(EventDataset Dataset, bool AlreadyPresent, int Recordings, long Events);
