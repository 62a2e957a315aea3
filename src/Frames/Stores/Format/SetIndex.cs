using System.Buffers.Binary;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A set's index: its facts, its segments' headers and their tables, sealed by a digest at the end.</summary>
/// <param name="Facts">What the set is.</param>
/// <param name="Key">Its key.</param>
/// <param name="Segments">The headers, in order.</param>
/// <param name="Entries">The recordings, in the data set's order.</param>
/// <param name="SegmentOf">The segment of each.</param>
/// <param name="Seal">The digest at the index's end.</param>
internal sealed record SetIndex(
    SetFacts Facts, Digest Key, IReadOnlyList<SegmentHeader> Segments, IReadOnlyList<StoreEntry> Entries, int[] SegmentOf, Digest Seal)
{
    private const int Version = 1;
    private const int StartBytes = 16;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'N', (byte)'K', (byte)'I', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes the index of a set in the making, whole or not at all.</summary>
    public static void Write(string folder, SetFacts facts, Digest key, IReadOnlyList<SegmentHeader> segments, IReadOnlyList<byte[]> tables)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Magic);
        to.Write(Version);
        to.Write((int)facts.Kind);
        to.Write(key.Span);
        facts.Write(to);
        to.Write(segments.Count);
        byte[] header = new byte[SegmentHeader.Bytes];
        foreach (SegmentHeader segment in segments)
        {
            segment.Write(header);
            to.Write(header);
        }

        foreach (byte[] table in tables)
            to.Write(table);
        to.Flush();
        to.Write(Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Span);
        to.Flush();
        using var file = new AtomicFile(Path.Combine(folder, StoreLayout.IndexName));
        file.Stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        file.Commit();
    }

    /// <summary>Reads a set's index.</summary>
    /// <exception cref="StoreException">There is none, or it is damaged.</exception>
    public static SetIndex Read(string folder)
    {
        string path = Path.Combine(folder, StoreLayout.IndexName);
        if (!File.Exists(path))
            throw new StoreException(path, "is missing: the set is damaged; import it anew");
        byte[] all = File.ReadAllBytes(path);
        if (all.Length < StartBytes + (2 * Digest.Bytes) || !all.AsSpan().StartsWith(Magic))
            throw new StoreException(path, "is no index of a store's set, or damaged");
        if (BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(Magic.Length)) is var version and not Version)
            throw new StoreException(path, $"is of version {version}, or damaged; this NeuroKit reads version {Version}: import anew");
        Digest seal = Digest.From(all.AsSpan(all.Length - Digest.Bytes));
        if (!Digest.Of(all.AsSpan(0, all.Length - Digest.Bytes)).Equals(seal))
            throw new StoreException(path, "is damaged: it does not fit its digest; import the set anew");
        try
        {
            return Parse(all, all.Length - Digest.Bytes, seal, path);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new StoreException(path, $"cannot be understood ({e.Message}); import the set anew", e);
        }
    }

    private static SetIndex Parse(byte[] all, int length, Digest seal, string path)
    {
        using var stream = new MemoryStream(all, 0, length);
        using var from = new BinaryReader(stream);
        stream.Position = Magic.Length + sizeof(int);
        var kind = (StoreKind)from.ReadInt32();
        Digest key = Digest.From(from.ReadBytes(Digest.Bytes));
        SetFacts facts = SetFacts.Read(from, kind);
        int count = from.ReadInt32();
        var segments = new List<SegmentHeader>();
        for (int i = 0; i < count; i++)
        {
            SegmentHeader header = SegmentHeader.Read(from.ReadBytes(SegmentHeader.Bytes), path);
            if (header.Number != i || header.Kind != kind)
                throw new FormatException($"segment {i} is another's");
            segments.Add(header);
        }

        var entries = new List<StoreEntry>();
        var segmentOf = new List<int>();
        var names = new NameTable();
        foreach (SegmentHeader segment in segments)
        {
            for (int i = 0; i < segment.Entries; i++)
            {
                StoreEntry entry = StoreEntry.Read(from, names);
                if (entry.Offset < SegmentHeader.Bytes || entry.Bytes < 0 || entry.Offset + entry.Bytes > segment.TableOffset)
                    throw new FormatException($"{entry.Id} lies outside its segment");
                entries.Add(entry);
                segmentOf.Add(segment.Number);
            }
        }

        if (stream.Position != stream.Length)
            throw new FormatException($"{stream.Length - stream.Position} bytes too many");
        return new SetIndex(facts, key, segments, entries, [.. segmentOf], seal);
    }
}
