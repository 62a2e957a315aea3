using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuroKit.Events.IO;
using NeuroKit.Events.Labels;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>
/// An index kept from an earlier look at a folder, with the stamps of what it depends on: it is taken up while every stamp is as it was. The
/// file belongs to this machine and version; whatever is odd about it, the folder is listed anew.
/// </summary>
internal sealed class KeptIndex
{
    private const int MaxBytes = 1 << 30;

    private readonly string _path;
    private readonly string _root; // as it was given, as the paths are
    private readonly byte[] _key;
    private readonly DatasetManifest _manifest;
    private readonly EventFormats? _formats;
    private readonly ArchiveTree? _archives;

    /// <summary>The index of archives.</summary>
    public KeptIndex(string folder, ArchiveTree archives, DatasetManifest manifest, EventFormats? formats)
        : this(folder, archives.Root, manifest, formats, archives)
    {
    }

    /// <summary>The index of a folder, or of archives in it.</summary>
    public KeptIndex(string folder, string root, DatasetManifest manifest, EventFormats? formats, ArchiveTree? archives = null)
    {
        _archives = archives;
        _root = root;
        _manifest = manifest;
        _formats = formats;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFullPath(root) + '\n'));
        foreach (string archive in archives?.Archives ?? [])
            hash.AppendData(Encoding.UTF8.GetBytes(archive + '\n'));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(manifest, DatasetJson.Default.DatasetManifest));
        foreach (EventFormat format in (formats ?? EventFormats.Default).All)
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{format.Name} {string.Join(' ', format.Extensions)}"));
        hash.AppendData(Encoding.UTF8.GetBytes("\n" + typeof(KeptIndex).Assembly.ManifestModule.ModuleVersionId));
        _key = hash.GetHashAndReset();
        _path = Path.Combine(folder, Convert.ToHexStringLower(_key.AsSpan(0, 16)) + ".index");
    }

    /// <summary>Where indices are kept; null where there is no such place.</summary>
    public static string? DefaultFolder
        => CacheFolder.Find(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows()) is { } folder ? Path.Combine(folder, "indices") : null;

    /// <summary>The samples, if the index is there and what it depends on is as it was.</summary>
    public (DatasetManifest Manifest, EventSample[] Samples)? TryRead()
    {
        try
        {
            var file = new FileInfo(_path);
            if (!file.Exists || file.Length > MaxBytes)
                return null;
            return Parse(File.ReadAllBytes(_path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an index. Where it cannot be kept (a full disk, no rights), the next look takes longer and nothing else.</summary>
    public void Write(LayoutResult found, IReadOnlyList<FileStamp> stamps, long lookedTicks)
    {
        // A stamp that a change would not show in yet proves nothing.
        if (!stamps.All(s => s.IsSettled(lookedTicks)))
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var memory = new MemoryStream();
            using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
                Write(writer, found, stamps);
            byte[] digest = SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length));
            using var file = new AtomicFile(_path);
            file.Stream.Write(digest);
            memory.WriteTo(file.Stream);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Write(BinaryWriter writer, LayoutResult found, IReadOnlyList<FileStamp> stamps)
    {
        writer.Write(_key);
        // Whether archives hold a made data set stands in them: what was found is kept, not to open them for it.
        writer.Write(_archives is not null);
        if (_archives is not null)
            WriteText(writer, found.Manifest.ToJson());
        WriteText(writer, found.Manifest.Format);
        writer.Write(found.Manifest.Orientation.SwapXY);
        writer.Write(found.Manifest.Orientation.FlipX);
        writer.Write(found.Manifest.Orientation.FlipY);
        writer.Write7BitEncodedInt(stamps.Count);
        foreach (FileStamp stamp in stamps)
        {
            WriteText(writer, stamp.Path);
            writer.Write(stamp.Length);
            writer.Write(stamp.TimeTicks);
        }

        // Parts, subjects and conditions come again and again: each is written once, and known by its number; 0 is none.
        string[] texts = [.. found.Entries.SelectMany(e => (string?[])[e.Split, e.Subject, e.Condition]).OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = texts.Select((text, i) => (text, i)).ToDictionary(t => t.text, t => t.i + 1, StringComparer.Ordinal);
        writer.Write7BitEncodedInt(texts.Length);
        foreach (string text in texts)
            WriteText(writer, text);

        writer.Write7BitEncodedInt(found.Entries.Count);
        string previous = "";
        foreach (LayoutEntry entry in found.Entries)
        {
            // Names follow each other in order: each says with how many characters of the last it begins.
            int common = entry.File.AsSpan().CommonPrefixLength(previous);
            if (common > 0 && char.IsHighSurrogate(entry.File[common - 1]))
                common--;
            writer.Write7BitEncodedInt(common);
            WriteText(writer, entry.File[common..]);
            previous = entry.File;
            writer.Write7BitEncodedInt(entry.Label);
            writer.Write7BitEncodedInt(NumberOf(entry.Split));
            writer.Write7BitEncodedInt(NumberOf(entry.Subject));
            writer.Write7BitEncodedInt(NumberOf(entry.Condition));
            writer.Write(entry.Window is not null);
            if (entry.Window is not { } window)
                continue;
            writer.Write7BitEncodedInt(window.Row);
            writer.Write7BitEncodedInt(window.Class);
            writer.Write(window.StartMicroseconds);
            writer.Write(window.EndMicroseconds);
        }

        int NumberOf(string? text) => text is null ? 0 : numbers[text];
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write7BitEncodedInt(text.Length);
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    private (DatasetManifest Manifest, EventSample[] Samples)? Parse(ReadOnlySpan<byte> bytes)
    {
        const int DigestBytes = SHA256.HashSizeInBytes;
        if (bytes.Length < DigestBytes || !SHA256.HashData(bytes[DigestBytes..]).AsSpan().SequenceEqual(bytes[..DigestBytes]))
            return null;
        // Its digest is right: what follows is what was written, by this build.
        var cursor = new IndexCursor(bytes[DigestBytes..]);
        if (!cursor.Bytes(_key.Length).SequenceEqual(_key))
            return null;
        DatasetManifest manifest = (cursor.Flag() ? DatasetManifest.Parse(cursor.Text(), _path) : _manifest) with
        {
            Format = cursor.Text(),
            Orientation = new Orientation(cursor.Flag(), cursor.Flag(), cursor.Flag()),
        };
        int stamps = cursor.Number();
        for (int i = 0; i < stamps; i++)
        {
            if (!new FileStamp(cursor.Text(), cursor.Long(), cursor.Long()).IsCurrent())
                return null;
        }

        string?[] texts = new string?[cursor.Number() + 1];
        for (int i = 1; i < texts.Length; i++)
            texts[i] = cursor.Text();
        var samples = new EventSample[cursor.Number()];
        string root = LayoutIndex.WithSeparator(_root);
        string[] classes = [.. manifest.Classes.Select(c => c.Name)];
        string file = "";
        for (int i = 0; i < samples.Length; i++)
        {
            int common = cursor.Number();
            file = cursor.Text(file.AsSpan(0, common));
            int label = cursor.Number();
            string? split = texts[cursor.Number()];
            string? subject = texts[cursor.Number()];
            string? condition = texts[cursor.Number()];
            LabelWindow? window = cursor.Flag() ? new LabelWindow(cursor.Number(), cursor.Number(), cursor.Long(), cursor.Long()) : null;
            samples[i] = new EventSample(root, file, window, label, classes[label])
            {
                Split = split,
                DistributedSplit = split,
                Subject = subject,
                Condition = condition,
                Manifest = manifest,
                Tree = _archives,
                Formats = _formats,
            };
        }

        return (manifest, samples);
    }
}
