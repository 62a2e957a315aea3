using System.Globalization;
using System.Security.Cryptography;
using NeuroKit.Events.Archives;

namespace NeuroKit.Events.Datasets.Verification;

/// <summary>
/// Holds archives against what is published of them: lengths and MD5s, and that none is missing. Archives of other names than those published
/// say nothing.
/// </summary>
internal sealed class ArchiveCheck(DatasetManifest manifest, IReadOnlyList<string> archives, bool readsContent)
{
    private static readonly string[] s_packed = [".zip", ".tar", ".tar.gz", ".tgz"];

    private readonly Dictionary<string, string> _present = archives
        .GroupBy(a => Path.GetFileName(a), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

    private readonly List<DatasetProblem> _problems = [];

    public IReadOnlyList<DatasetProblem> Run(CancellationToken cancellationToken)
    {
        // The form of which most is there.
        IReadOnlyList<DatasetArchive> form = manifest.Variants.Select(v => v.Archives).Prepend(manifest.Archives).MaxBy(Count)!;
        if (Count(form) == 0)
            return [];
        foreach (DatasetArchive archive in form)
            Check(archive, cancellationToken);
        return _problems;
    }

    private int Count(IReadOnlyList<DatasetArchive> form) => form.Sum(a => (_present.ContainsKey(a.Name) ? 1 : 0) + Count(a.Holds));

    private void Check(DatasetArchive archive, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_present.TryGetValue(archive.Name, out string? path))
        {
            CheckContent(archive, path, cancellationToken);
            return;
        }

        // One that holds archives may have been unpacked as far as these.
        if (Count(archive.Holds) > 0)
        {
            foreach (DatasetArchive inner in archive.Holds)
                Check(inner, cancellationToken);
        }
        else if (Array.Exists(s_packed, e => archive.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            // Texts that lie beside the archives are no loss.
            Add(DatasetProblemKind.Missing, archive.Name, $"is missing beside the others; {manifest.Source.Instructions}");
        }
    }

    private void CheckContent(DatasetArchive archive, string path, CancellationToken cancellationToken)
    {
        long length = new FileInfo(path).Length;
        if (archive.Bytes is { } bytes && bytes != length)
        {
            Add(DatasetProblemKind.Corrupt, path, string.Create(CultureInfo.InvariantCulture, $"has {length} bytes; the published archive has {bytes}"));
            return;
        }

        if (!readsContent)
            return;
        if (archive.Md5 is { } published)
        {
            using FileStream file = File.OpenRead(path);
            Compare(path, published, file, cancellationToken);
        }
        else if (archive.Holds.Any(inner => inner.Md5 is not null) && ArchivePath.KindOf(path) == ArchiveKind.Zip)
        {
            CheckInner(archive, path, cancellationToken);
        }
    }

    private void CheckInner(DatasetArchive archive, string path, CancellationToken cancellationToken)
    {
        using EventArchive zip = EventArchive.Open(path);
        foreach (DatasetArchive inner in archive.Holds)
        {
            string name = path + ArchivePath.Separator + inner.Name;
            if (zip.Members.FirstOrDefault(m => m.Name == inner.Name || m.Name.EndsWith("/" + inner.Name, StringComparison.Ordinal)) is not { } member)
            {
                Add(DatasetProblemKind.Missing, name, "is missing in the archive");
            }
            else if (inner.Md5 is { } published)
            {
                using Stream content = zip.OpenMember(member);
                Compare(name, published, content, cancellationToken);
            }
        }
    }

    private void Compare(string path, string published, Stream content, CancellationToken cancellationToken)
    {
        // What the field publishes; it finds a download that went wrong, not one that somebody meant to be taken for another.
#pragma warning disable CA5351
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        byte[] block = new byte[1 << 20];
        for (int read; (read = content.Read(block)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!found.Equals(published, StringComparison.OrdinalIgnoreCase))
            Add(DatasetProblemKind.Corrupt, path, $"has MD5 {found}; the published archive has {published}: download it again");
    }

    private void Add(DatasetProblemKind kind, string path, string text) => _problems.Add(new DatasetProblem(kind, path, text));
}
