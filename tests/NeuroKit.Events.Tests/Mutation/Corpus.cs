using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NeuroKit.Events.Tests.Formats;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Mutation;

/// <summary>Small valid files that mutations start from: what our writers write, and by hand what only others write.</summary>
internal static class Corpus
{
    public static IReadOnlyList<CorpusFile> Files { get; } = [.. Written().Concat(ByHand())];

    private static IEnumerable<CorpusFile> Written()
    {
        foreach (EventFormat format in EventFormats.Default.Writable)
        {
            foreach (int count in (int[])[0, 1, 5, 40, 200])
                yield return new CorpusFile(format, $"{count} events", FormatLaws.Write(format, Recording(format, count)));
        }
    }

    private static Recording Recording(EventFormat format, int count)
    {
        RecordingOptions options = FormatRecordings.OptionsFor(format);
        var size = new SensorSize(Math.Min(60, options.MaxWidth), Math.Min(50, options.MaxHeight));
        long first = format.Name == "atis40" ? 8_380_000 : Math.Min(uint.MaxValue - 10_000, options.MaxTime - 10_000);
        return new Recording(size, new EventSpan(
            [.. Enumerable.Range(0, count).Select(i => first + (i * 37L))],
            [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 7 % size.Width))],
            [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 11 % size.Height))],
            [.. Enumerable.Range(0, count).Select(i => (byte)(i & 1))]));
    }

    private static IEnumerable<CorpusFile> ByHand()
    {
        if (EventFormats.Default.TryGet("aedat2", out EventFormat? aedat2))
        {
            yield return new CorpusFile(aedat2, "special words, no marker", [.. "#!AER-DAT2.0\r\n# one\n"u8, .. BigEndian(
                0x8000, 1, 0x0102, 2, 0x7FFF, 0xFFFF_FFFF, 0x0000, 3, 0xFFFF, 4, 0x0303, 0x8000_0000)]);
            yield return new CorpusFile(aedat2, "DAVIS by its addresses", [.. "#!AER-DAT2.0\n# AEChip: Davis346\n#End Of ASCII Header\r\n"u8, .. BigEndian(
                0x2300_0800, 1, 0x8000_0C00, 2, 0x8000_0C00, 2, 0x8000_0000, 3, 0x0000_0400, 4, 0x1234_5FFF, 5)]);
            yield return new CorpusFile(aedat2, "bytes past ASCII in the header", [.. "#!AER-DAT2.0\r\n# user J"u8, 0xF6, .. "rg\r\n#End Of ASCII Header\r\n"u8, .. BigEndian(2, 5, 4, 6)]);
        }

        if (EventFormats.Default.TryGet("aedat31", out EventFormat? aedat31))
        {
            yield return new CorpusFile(aedat31, "interleaved packets, invalid events, spare capacity",
            [
                .. "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n"u8,
                .. Packet(type: 1, size: 8, overflow: 0, capacity: 3, number: 3, valid: 2, 0x0002_0007, 5, 0x0004_0006, 6, 0x0006_0005, 7),
                .. Packet(type: 3, size: 8, overflow: 0, capacity: 2, number: 2, valid: 2, 1, 2, 3, 4),
                .. Packet(type: 0, size: 8, overflow: 1, capacity: 1, number: 1, valid: 1, 0x15, 9),
                .. Packet(type: 1, size: 8, overflow: 1, capacity: 4, number: 2, valid: 2, 0x0008_0003, 8, 0x000A_0001, 9, 0, 0, 0, 0),
            ]);
        }

        if (EventFormats.Default.TryGet("aedat4", out EventFormat? aedat4))
        {
            Event[] events = Aedat4Bytes.Some(60);
            string streams = Aedat4Bytes.Streams((0, "EVTS"), (1, "FRME"), (2, "IMUS"), (3, "TRIG"));
            byte[][] packets =
            [
                Aedat4Bytes.EventPacket(events[..25]), Aedat4Bytes.Timed("IMUS", 1, 2, 3), Aedat4Bytes.Frame(4, new byte[200]), Aedat4Bytes.Timed("TRIG", 5),
                Aedat4Bytes.EventPacket(events[25..]),
            ];
            int[] ids = [0, 2, 1, 3, 0];
            byte[] table = Aedat4Bytes.Table((0, 25, events[0].T, events[24].T), (2, 3, 1, 3), (0, 35, events[25].T, events[59].T));
            yield return new CorpusFile(aedat4, "interleaved streams", Aedat4Bytes.FileWithTable(0, streams, table, [.. packets.Select((p, i) => Aedat4Bytes.Packet(ids[i], p))]));
            yield return new CorpusFile(aedat4, "LZ4, linked blocks", Aedat4Bytes.FileWithTable(
                1, streams, Lz4Bytes.Frame(table), [.. packets.Select((p, i) => Aedat4Bytes.Packet(ids[i], Lz4Bytes.Frame(p, blockBytes: 150)))]));
            yield return new CorpusFile(aedat4, "LZ4, checksums", Aedat4Bytes.File(
                2, streams, [.. packets.Select((p, i) => Aedat4Bytes.Packet(ids[i], Lz4Bytes.Frame(p, 200, linked: false, true, true, true)))]));
            yield return new CorpusFile(aedat4, "Zstandard, no declared streams", Aedat4Bytes.File(3, "", [.. packets.Select((p, i) => Aedat4Bytes.Packet(ids[i], Aedat4Bytes.Zstd(p)))]));
        }

        if (EventFormats.Default.TryGet("dat", out EventFormat? dat))
        {
            byte[] words = LittleEndian(5, 0x1000_0003, 6, 0x0000_4001, 0xFFFF_FFFF, 0x1000_8002, 2, 0x0001_0004);
            yield return new CorpusFile(dat, "no size", [.. "% Data file containing CD events.\n% Version 2\n"u8, 0x00, 0x08, .. words]);
            yield return new CorpusFile(dat, "with size", [.. "% Version 2\n% Date 2020-01-01 00:00:00\n% Height 240\n% Width 304\n"u8, 0x0C, 0x08, .. words]);
        }

        if (EventFormats.Default.TryGet("npy", out EventFormat? npy))
        {
            yield return new CorpusFile(npy, "narrow fields", Npy("[('t', '<i4'), ('x', '|i1'), ('y', '|i1'), ('p', '|i1')]", 3, [.. Enumerable.Range(0, 21).Select(i => (byte)(i % 7 == 6 ? i & 1 : i))]));
            yield return new CorpusFile(npy, "padding, big-endian, float times", Npy(
                "[('p', '|b1'), ('', '|V3'), ('y', '>u2'), ('x', '>i2'), ('t', '>f8')]", 2, new byte[32]));
        }

        if (EventFormats.Default.TryGet("npz", out EventFormat? npz))
        {
            yield return new CorpusFile(npz, "deflated", Npz(CompressionLevel.Optimal));
            yield return new CorpusFile(npz, "stored, beside others", Npz(CompressionLevel.NoCompression));
        }
    }

    private static byte[] Npz(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string type, int bytes) in ((string, string, int)[])[("p", "|b1", 1), ("label", "<i4", 4), ("x", "<i2", 2), ("t", "<i8", 8), ("y", "|u1", 1)])
            {
                using Stream member = zip.CreateEntry(name + ".npy", level).Open();
                member.Write(Npy($"'{type}'", 30, [.. Enumerable.Range(0, 30 * bytes).Select(i => (byte)(i % bytes == 0 ? i & 1 : 0))]));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Npy(string descr, int count, byte[] data)
    {
        string header = $"{{'descr': {descr}, 'fortran_order': False, 'shape': ({count},), }}";
        header = header.PadRight(((header.Length + 10 + 64) / 64 * 64) - 11) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data];
    }

    private static byte[] Packet(ushort type, int size, int overflow, int capacity, int number, int valid, params uint[] payload)
    {
        byte[] bytes = new byte[28 + (payload.Length * 4)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), 1);
        int[] header = [size, 4, overflow, capacity, number, valid];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 + (i * 4)), header[i]);
        LittleEndian(payload).CopyTo(bytes, 28);
        return bytes;
    }

    private static byte[] BigEndian(params uint[] words)
    {
        byte[] bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), words[i]);
        return bytes;
    }

    private static byte[] LittleEndian(params uint[] words)
    {
        byte[] bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        return bytes;
    }
}
