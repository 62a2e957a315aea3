using NeuroKit.Events.IO;

namespace NeuroKit.Events.Archives;

/// <summary>
/// Paths into archives: <c>archive.zip!/folder/file.aedat</c>, <c>outer.zip!/inner.zip!/file.bin</c>, <c>archive.tar.gz!/file.aedat</c>.
/// <see cref="EventFile.Open(string, EventReadOptions?, EventFormats?)"/> takes them wherever it takes a file.
/// </summary>
public static class ArchivePath
{
    /// <summary>What stands between an archive and its member.</summary>
    public const string Separator = "!/";

    /// <summary>Whether a path leads into an archive: it has the separator, and there is no file of that very name.</summary>
    /// <param name="path">The path.</param>
    public static bool IsMember(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains(Separator, StringComparison.Ordinal) && !File.Exists(path);
    }

    /// <summary>Whether a path leads to a file, or into an archive that is one; whether the member is there is not looked at.</summary>
    /// <param name="path">The path.</param>
    public static bool Exists(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return File.Exists(path) || TrySplit(path, out _, out _);
    }

    /// <summary>Takes a path into an archive apart, at the first separator before which there is a file: folders may hold the separator in their names too.</summary>
    /// <param name="path">The path.</param>
    /// <param name="file">The archive; empty where there is none.</param>
    /// <param name="member">What follows the separator, which may lead into archives in it; empty where there is no archive.</param>
    /// <returns>Whether there is such a file.</returns>
    public static bool TrySplit(string path, out string file, out string member)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TrySplit(path, File.Exists, out file, out member);
    }

    /// <summary>What a file is, by its first bytes. A <c>.gz</c> is taken for a packed tar.</summary>
    /// <param name="path">A file's path.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ArchiveKind KindOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[TarHeader.BlockBytes];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start is [0x1F, 0x8B, ..] || (start.Length > 262 && start[257..].StartsWith("ustar"u8)) ? ArchiveKind.Tar
            : start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] ? ArchiveKind.Zip
            : ArchiveKind.None;
    }

    /// <summary>Opens a member as a reader's source. A zip's directory is read for it: to open many members, use <see cref="EventArchive"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="limits">What is accepted; default <see cref="ArchiveLimits.Default"/>.</param>
    /// <exception cref="ArchiveException">An archive is broken or refused, or there is no such member.</exception>
    /// <exception cref="FileNotFoundException">There is no such archive.</exception>
    public static EventSource OpenSource(string path, ArchiveLimits? limits = null)
    {
        limits ??= ArchiveLimits.Default;
        (string file, string member) = Split(path);
        if (IsTar(file))
            return OpenInTar(file, member, limits);
        return OpenBelow(EventArchive.Open(file, limits), member);
    }

    /// <summary>Opens the zip that a path into archives leads to.</summary>
    internal static EventArchive OpenArchive(string path, ArchiveLimits limits)
    {
        (string file, string member) = Split(path);
        (EventArchive archive, string name) = Descend(EventArchive.Open(file, limits), member);
        try
        {
            return archive.OpenArchive(archive.Find(name), owner: archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static EventSource OpenBelow(EventArchive archive, string member)
    {
        (archive, string name) = Descend(archive, member);
        try
        {
            return archive.OpenSource(archive.Find(name), owner: archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    // Goes down as far as the rest of the path is no member itself: names may hold the separator. The archive given back owns those above it.
    private static (EventArchive Archive, string Name) Descend(EventArchive archive, string rest)
    {
        try
        {
            while (!archive.TryFind(rest, out _) && TrySplit(rest, p => archive.TryFind(p, out _), out string inner, out string name))
            {
                archive = archive.OpenArchive(archive.Find(inner), owner: archive);
                rest = name;
            }

            return (archive, rest);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static EventSource OpenInTar(string file, string member, ArchiveLimits limits)
    {
        TarArchiveReader tar = TarArchiveReader.Open(file, limits);
        try
        {
            string? container = null;
            string inner = member;
            while (tar.MoveNext())
            {
                string name = tar.Current.Name;
                if (name == member)
                {
                    if (tar.Current.Length > limits.MaxMemoryBytes)
                        return EventSource.FromStream(new OwningStream(tar.OpenMember(), tar), $"{file}{Separator}{name}");
                    EventSource source = tar.OpenSource();
                    tar.Dispose();
                    return source;
                }

                if (member.StartsWith(name + Separator, StringComparison.Ordinal))
                {
                    (container, inner) = (name, member[(name.Length + Separator.Length)..]);
                    break;
                }
            }

            if (container is null)
                throw new ArchiveException(file, member, null, "no such member", "one of the archive's");
            return OpenBelowTar(tar, inner, limits);
        }
        catch
        {
            tar.Dispose();
            throw;
        }
    }

    // A zip in a tar: a pass cannot go back, so the zip is set aside first.
    private static EventSource OpenBelowTar(TarArchiveReader tar, string member, ArchiveLimits limits)
    {
        string name = $"{tar.Name}{Separator}{tar.Current.Name}";
        ArchiveBytes bytes;
        using (Stream content = tar.OpenMember())
            bytes = EventArchive.Spool(name, content);
        tar.Dispose();
        return OpenBelow(EventArchive.Open(bytes, limits, depth: 2, owner: null), member);
    }

    private static bool IsTar(string file) => KindOf(file) == ArchiveKind.Tar;

    private static (string File, string Member) Split(string path)
    {
        if (TrySplit(path, out string file, out string member))
            return (file, member);
        int end = path.IndexOf(Separator, StringComparison.Ordinal);
        string archive = end < 0 ? path : path[..end];
        throw new FileNotFoundException($"{archive}: there is no such file, so no member of it can be read.", archive);
    }


    // At the first separator before which there is something: folders may hold the separator in their names too.
    private static bool TrySplit(string path, Predicate<string> isThere, out string before, out string after)
    {
        for (int at = path.IndexOf(Separator, StringComparison.Ordinal); at >= 0; at = path.IndexOf(Separator, at + 1, StringComparison.Ordinal))
        {
            before = path[..at];
            after = path[(at + Separator.Length)..];
            if (isThere(before))
                return true;
        }

        before = after = "";
        return false;
    }
}
