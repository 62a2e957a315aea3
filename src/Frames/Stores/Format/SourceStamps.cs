using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// The stamps that a set's sources had when they were last known to be what was imported. Only a short cut: where they are missing or differ,
/// the sources are read and their digests decide. So they are no part of a set's key, and may be written anew.
/// </summary>
internal static class SourceStamps
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'N', (byte)'K', (byte)'M', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(string folder, string root, IReadOnlyList<SourceStamp> stamps)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Magic);
        to.Write(Version);
        to.Write(root);
        to.Write(stamps.Count);
        foreach (SourceStamp stamp in stamps)
        {
            to.Write(stamp.Length);
            to.Write(stamp.Ticks);
        }

        to.Flush();
        to.Write(Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Span);
        to.Flush();
        using var file = new AtomicFile(Path.Combine(folder, StoreLayout.SourcesName));
        file.Stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        file.Commit();
    }

    /// <summary>The data set's folder and the stamps; null where there are none to be trusted.</summary>
    public static (string Root, SourceStamp[] Stamps)? TryRead(string folder, int count)
    {
        try
        {
            byte[] all = File.ReadAllBytes(Path.Combine(folder, StoreLayout.SourcesName));
            if (all.Length < Digest.Bytes || !all.AsSpan().StartsWith(Magic)
                || !Digest.Of(all.AsSpan(0, all.Length - Digest.Bytes)).Equals(Digest.From(all.AsSpan(all.Length - Digest.Bytes))))
                return null;
            using var from = new BinaryReader(new MemoryStream(all));
            from.BaseStream.Position = Magic.Length;
            if (from.ReadInt32() != Version)
                return null;
            string root = from.ReadString();
            if (from.ReadInt32() != count)
                return null;
            var stamps = new SourceStamp[count];
            foreach (ref SourceStamp stamp in stamps.AsSpan())
                stamp = new SourceStamp(from.ReadInt64(), from.ReadInt64());
            return (root, stamps);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
