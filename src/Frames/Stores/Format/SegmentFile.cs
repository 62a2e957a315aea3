using System.Globalization;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A segment on disk: its header and table, read and checked.</summary>
internal static class SegmentFile
{
    public const string TemporaryExtension = ".tmp";
    public const string Extension = ".nks";

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:D6}{Extension}");

    /// <summary>Reads header and table.</summary>
    /// <exception cref="StoreException">The file is no segment, damaged, or cut.</exception>
    public static (SegmentHeader Header, byte[] Table) Read(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        SegmentHeader header = ReadHeader(file, path);
        byte[] table = new byte[header.TableBytes];
        ReadFully(file, table, header.TableOffset, path);
        return Digest.Of(table).Equals(header.Table)
            ? (header, table)
            : throw new StoreException(path, "is damaged: its table does not fit its digest");
    }

    /// <summary>Reads a header and holds it against the file's length.</summary>
    public static SegmentHeader ReadHeader(Microsoft.Win32.SafeHandles.SafeFileHandle file, string path)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes[read..], read) is > 0 and var more)
            read += more;
        SegmentHeader header = SegmentHeader.Read(bytes[..read], path);
        long length = RandomAccess.GetLength(file);
        return header.TableBytes >= 0 && header.TableOffset >= SegmentHeader.Bytes && header.TableBytes <= Array.MaxLength && header.FileBytes == length
            ? header
            : throw new StoreException(path, $"is damaged: it is {length} bytes long, where its header says {header.FileBytes}");
    }

    /// <summary>Reads bytes that must be there.</summary>
    public static void ReadFully(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> to, long offset, string path)
    {
        while (!to.IsEmpty)
        {
            int read = RandomAccess.Read(file, to, offset);
            if (read == 0)
                throw new StoreException(path, "is damaged: it ends too early");
            to = to[read..];
            offset += read;
        }
    }

    /// <summary>The entries of a table.</summary>
    public static List<StoreEntry> Entries(byte[] table, int count, string path)
    {
        using var stream = new MemoryStream(table);
        using var reader = new BinaryReader(stream);
        var names = new NameTable();
        var entries = new List<StoreEntry>(Math.Min(count, table.Length / StoreEntry.LeastBytes));
        try
        {
            for (int i = 0; i < count; i++)
                entries.Add(StoreEntry.Read(reader, names));
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw new StoreException(path, $"is damaged: its table cannot be understood ({e.Message})", e);
        }

        return stream.Position == stream.Length ? entries : throw new StoreException(path, $"is damaged: its table has {stream.Length - stream.Position} bytes too many");
    }
}
