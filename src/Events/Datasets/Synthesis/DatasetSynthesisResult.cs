namespace NeuroKit.Events.Datasets;

/// <summary>A stand-in that <see cref="DatasetSynthesis"/> made or found made.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">The data set's manifest with the numbers of what was made; its <see cref="DatasetManifest.IsSynthetic"/> is set.</param>
/// <param name="AlreadyPresent">Whether it was there already, made with the same options.</param>
/// <param name="Samples">Samples: recordings, or windows of recordings.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Files">Files in the folder, the record of how it was made not counted.</param>
/// <param name="Bytes">Bytes of these files.</param>
public sealed record DatasetSynthesisResult(
    string Folder, DatasetManifest Manifest, bool AlreadyPresent, int Samples, long Events, int Files, long Bytes);
