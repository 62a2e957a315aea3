namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>An archive that a set is distributed as.</summary>
/// <param name="Name">Its file name; the extension says what it is.</param>
/// <param name="Members">Its members: the name in the archive, and the file in the unpacked set that it is.</param>
/// <param name="Inner">Archives that are members of it.</param>
internal sealed record PackedArchive(string Name, IReadOnlyList<(string Member, string File)> Members, IReadOnlyList<PackedArchive>? Inner = null);
