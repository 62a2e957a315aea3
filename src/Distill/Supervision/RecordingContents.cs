using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Distill.Supervision;

/// <summary>Tells whether recordings are still those of before, without reading them.</summary>
internal static class RecordingContents
{
    /// <summary>
    /// SHA-256 over the recordings' names and labels and what their files hold: the file's own digest where a store knows it, else its length and when it
    /// was last written; of a member of an archive, and of a folder of pictures, those of the archive or the folder's files.
    /// </summary>
    /// <param name="part">The recordings, in their order.</param>
    public static string Digest(EventDataset part)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var stamps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (EventSample sample in part)
        {
            string content = sample.Source?.SourceSha256 ?? Stamp(sample.Path, stamps);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sample.Id}\t{sample.Label}\t{content}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Many recordings may lie in one file: it is looked at once.
    private static string Stamp(string path, Dictionary<string, string> known)
    {
        string file = ArchivePath.IsMember(path) ? path[..path.IndexOf(ArchivePath.Separator, StringComparison.Ordinal)] : path;
        if (!known.TryGetValue(file, out string? stamp))
            known.Add(file, stamp = Directory.Exists(file) ? string.Join(' ', Directory.EnumerateFiles(file).Order(StringComparer.Ordinal).Select(OfFile)) : OfFile(file));
        return stamp;
    }

    private static string OfFile(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}") : "absent";
    }
}
