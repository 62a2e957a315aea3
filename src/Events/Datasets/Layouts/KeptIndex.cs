using System.Runtime.InteropServices;
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
    private const uint Magic = 0x314B494E; // "NIK1"
    private const int MaxBytes = 1 << 30;

    private readonly string _path;
    private readonly string _root; // as it was given, as the paths are
    private readonly byte[] _key;
    private readonly DatasetManifest _manifest;

    public KeptIndex(string folder, string root, DatasetManifest manifest, EventFormats? formats)
    {
        _root = root;
        _manifest = manifest;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFullPath(root) + '\n'));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(manifest, DatasetJson.Default.DatasetManifest));
        foreach (EventFormat format in (formats ?? EventFormats.Default).All)
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{format.Name} {string.Join(' ', format.Extensions)}"));
        hash.AppendData(Encoding.UTF8.GetBytes("\n" + typeof(KeptIndex).Assembly.ManifestModule.ModuleVersionId));
        _key = hash.GetHashAndReset();
        _path = Path.Combine(folder, Convert.ToHexStringLower(_key.AsSpan(0, 16)) + ".index");
    }

    /// <summary>Where indices are kept: NEUROKIT_HOME, else the user's cache (XDG_CACHE_HOME); null where there is no such place.</summary>
    public static string? DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("NEUROKIT_HOME") is { Length: > 0 } home)
                return Path.Combine(home, "indices");
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
                return Path.Combine(cache, "neurokit", "indices");
            string own = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } user ? Path.Combine(user, ".cache") : "";
            return own.Length == 0 ? null : Path.Combine(own, "neurokit", "indices");
        }
    }

    /// <summary>The index, if it is there and what it depends on is as it was.</summary>
    public (DatasetManifest Manifest, IReadOnlyList<LayoutEntry> Entries, string[] Paths)? TryRead()
    {
        try
        {
            var file = new FileInfo(_path);
            if (!file.Exists || file.Length > MaxBytes)
                return null;
            byte[] bytes = File.ReadAllBytes(_path);
            return Parse(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException or OverflowException)
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
        writer.Write(Magic);
        writer.Write(_key);
        writer.Write(found.Manifest.Format);
        writer.Write(found.Manifest.Orientation.SwapXY);
        writer.Write(found.Manifest.Orientation.FlipX);
        writer.Write(found.Manifest.Orientation.FlipY);
        writer.Write(stamps.Count);
        foreach (FileStamp stamp in stamps)
        {
            writer.Write(stamp.Path);
            writer.Write(stamp.Length);
            writer.Write(stamp.TimeTicks);
        }

        List<string?> texts = [null];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<int> fields = [];
        string previous = "";
        using var names = new MemoryStream();
        using (var nameWriter = new BinaryWriter(names, Encoding.UTF8, leaveOpen: true))
        {
            foreach (LayoutEntry entry in found.Entries)
            {
                // Names follow each other in order: each says how much of the last it begins with.
                int common = entry.File.AsSpan().CommonPrefixLength(previous);
                nameWriter.Write7BitEncodedInt(common);
                nameWriter.Write(entry.File[common..]);
                previous = entry.File;
                nameWriter.Write7BitEncodedInt(entry.Label);
                nameWriter.Write7BitEncodedInt(NumberOf(entry.Split));
                nameWriter.Write7BitEncodedInt(NumberOf(entry.Subject));
                nameWriter.Write7BitEncodedInt(NumberOf(entry.Condition));
                nameWriter.Write(entry.Window is not null);
                if (entry.Window is not { } window)
                    continue;
                nameWriter.Write7BitEncodedInt(window.Row);
                nameWriter.Write7BitEncodedInt(window.Class);
                nameWriter.Write(window.StartMicroseconds);
                nameWriter.Write(window.EndMicroseconds);
            }
        }

        writer.Write(texts.Count);
        foreach (string? text in texts.Skip(1))
            writer.Write(text!);
        writer.Write(found.Entries.Count);
        writer.Flush();
        names.WriteTo(writer.BaseStream);

        int NumberOf(string? text)
        {
            if (text is null)
                return 0;
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, text, out bool isKnown);
            if (!isKnown)
            {
                number = texts.Count;
                texts.Add(text);
            }

            return number;
        }
    }

    private (DatasetManifest Manifest, IReadOnlyList<LayoutEntry> Entries, string[] Paths)? Parse(byte[] bytes)
    {
        const int DigestBytes = SHA256.HashSizeInBytes;
        if (bytes.Length < DigestBytes || !SHA256.HashData(bytes.AsSpan(DigestBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, DigestBytes)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, DigestBytes, bytes.Length - DigestBytes), Encoding.UTF8);
        if (reader.ReadUInt32() != Magic || !reader.ReadBytes(_key.Length).AsSpan().SequenceEqual(_key))
            return null;
        DatasetManifest manifest = _manifest with
        {
            Format = reader.ReadString(),
            Orientation = new Orientation(reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadBoolean()),
        };
        int stamps = reader.ReadInt32();
        for (int i = 0; i < stamps; i++)
        {
            if (!new FileStamp(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()).IsCurrent())
                return null;
        }

        string?[] texts = new string?[reader.ReadInt32()];
        for (int i = 1; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        var entries = new LayoutEntry[reader.ReadInt32()];
        string[] paths = new string[entries.Length];
        string root = Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar;
        string previous = "";
        for (int i = 0; i < entries.Length; i++)
        {
            string file = string.Concat(previous.AsSpan(0, reader.Read7BitEncodedInt()), reader.ReadString());
            previous = file;
            int label = reader.Read7BitEncodedInt();
            string? split = texts[reader.Read7BitEncodedInt()];
            string? subject = texts[reader.Read7BitEncodedInt()];
            string? condition = texts[reader.Read7BitEncodedInt()];
            LabelWindow? window = reader.ReadBoolean()
                ? new LabelWindow(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadInt64(), reader.ReadInt64()) : null;
            entries[i] = new LayoutEntry(file, label) { Split = split, Subject = subject, Condition = condition, Window = window };
            paths[i] = root + (Path.DirectorySeparatorChar == '/' ? file : file.Replace('/', Path.DirectorySeparatorChar));
        }

        return (manifest, entries, paths);
    }
}
