namespace NeuroKit.Events.Datasets;

/// <summary>What one class folder of a made data set holds.</summary>
/// <param name="Name">The split.</param>
/// <param name="Folder">The class's folder in it.</param>
/// <param name="Recordings">Files.</param>
/// <param name="Events">Events in all of them.</param>
/// <param name="Bytes">Bytes of all of them.</param>
internal sealed record SynthesisPart(string Name, string Folder, int Recordings, long Events, long Bytes);
