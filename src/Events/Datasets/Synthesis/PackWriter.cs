using System.Formats.Tar;
using System.IO.Compression;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Writes the archives that a set is distributed as. Dates and rights are the same everywhere.</summary>
internal static class PackWriter
{
    private const int RegularFile = 0x81A4 << 16; // -rw-r--r--, where zip keeps it
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderMode = Mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly DateTimeOffset s_date = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an archive.</summary>
    /// <param name="archive">What goes into it.</param>
    /// <param name="unpacked">The folder that its members lie in.</param>
    /// <param name="folder">Where it goes.</param>
    /// <param name="mark">The record of how the set was made: a member of the archive too.</param>
    /// <param name="cancellationToken">Cancels between members.</param>
    public static void Write(PackedArchive archive, string unpacked, string folder, byte[] mark, CancellationToken cancellationToken)
    {
        using FileStream file = File.Create(Path.Combine(folder, archive.Name));
        if (archive.Name.EndsWith(".zip", StringComparison.Ordinal))
            WriteZip(archive, unpacked, file, mark, cancellationToken);
        else
            WriteTarGz(archive, unpacked, file, mark, cancellationToken);
    }

    private static void WriteZip(PackedArchive archive, string unpacked, Stream to, byte[]? mark, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (PackedArchive inner in archive.Inner ?? [])
        {
            // An archive inside is not compressed again.
            using Stream member = Entry(zip, inner.Name, CompressionLevel.NoCompression);
            WriteZip(inner, unpacked, member, null, cancellationToken);
        }

        foreach ((string name, string path) in archive.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Stream member = Entry(zip, name, CompressionLevel.Optimal);
            using FileStream from = File.OpenRead(Path.Combine(unpacked, path));
            from.CopyTo(member);
        }

        if (mark is null)
            return;
        using Stream record = Entry(zip, SynthesisRecord.FileName, CompressionLevel.Optimal);
        record.Write(mark);
    }

    private static Stream Entry(ZipArchive zip, string name, CompressionLevel level)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = s_date;
        entry.ExternalAttributes = unchecked(RegularFile);
        return entry.Open();
    }

    private static void WriteTarGz(PackedArchive archive, string unpacked, Stream to, byte[] mark, CancellationToken cancellationToken)
    {
        using var gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (string folder in archive.Members.Select(m => m.Member[..m.Member.LastIndexOf('/')]).Distinct())
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder + "/") { ModificationTime = s_date, Mode = FolderMode });
        foreach ((string name, string path) in archive.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using FileStream from = File.OpenRead(Path.Combine(unpacked, path));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { ModificationTime = s_date, Mode = Mode, DataStream = from });
        }

        using var record = new MemoryStream(mark);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, SynthesisRecord.FileName) { ModificationTime = s_date, Mode = Mode, DataStream = record });
    }
}
