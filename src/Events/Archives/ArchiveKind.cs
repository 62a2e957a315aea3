namespace NeuroKit.Events.Archives;

/// <summary>How an archive can be read.</summary>
public enum ArchiveKind
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>A zip: members are read in place, in any order (<see cref="EventArchive"/>).</summary>
    Zip,

    /// <summary>A tar or tar.gz: read in one pass (<see cref="TarArchiveReader"/>).</summary>
    Tar,
}
