using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NeuroKit.Events;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A recording's events as bytes of a store: a header of 64 bytes, then columns, each padded with zeros to a multiple of 64. Little-endian.
/// docs/store.md has it byte by byte. The same events in a sensor of the same size give the same bytes.
/// </summary>
internal readonly struct EventRecord
{
    public const int HeaderBytes = 64;

    private const uint Magic = 0x5245_4B4E; // "NKER"
    private const ushort Version = 1;
    private const ushort InOrderFlag = 1;

    private readonly int _xBits;
    private readonly int _yBits;

    private EventRecord(EventEncoding encoding, int count, long origin, int xBits, int yBits, bool isInOrder, SensorSize? size)
    {
        Encoding = encoding;
        Count = count;
        Origin = origin;
        _xBits = xBits;
        _yBits = yBits;
        IsInOrder = isInOrder;
        Size = size;
    }

    public EventEncoding Encoding { get; }

    /// <summary>Events.</summary>
    public int Count { get; }

    /// <summary>The earliest time.</summary>
    public long Origin { get; }

    /// <summary>Whether no event is earlier than the one before it.</summary>
    public bool IsInOrder { get; }

    /// <summary>The sensor after orientation; null where nobody said it.</summary>
    public SensorSize? Size { get; }

    /// <summary>Bytes of the record, a multiple of 64.</summary>
    public long Length => HeaderBytes + TimeBytes + Encoding switch
    {
        EventEncoding.Packed16 => Alignment.Up(2L * Count),
        EventEncoding.Packed32 => Alignment.Up(4L * Count),
        _ => (2 * Alignment.Up(2L * Count)) + Alignment.Up(Count),
    };

    private long TimeBytes => Alignment.Up((Encoding == EventEncoding.Wide ? 8L : 4L) * Count);

    /// <summary>How events will be held.</summary>
    public static EventRecord Plan(EventSpan events, bool isInOrder, SensorSize? size)
    {
        if (events.IsEmpty)
            return new EventRecord(EventEncoding.Packed16, 0, 0, 0, 0, true, size);
        long first = isInOrder ? events.T[0] : TensorPrimitives.Min(events.T);
        long last = isInOrder ? events.T[^1] : TensorPrimitives.Max(events.T);
        int maxX = TensorPrimitives.Max(events.X);
        int maxY = TensorPrimitives.Max(events.Y);
        bool isPlain = TensorPrimitives.Max(events.P) <= 1 && (Int128)last - first <= uint.MaxValue;
        // The sensor's own bits where they do, so that all its recordings are packed alike; events outside it may need more.
        int xBits = Bits(Math.Max(maxX, (size?.Width ?? 1) - 1));
        int yBits = Bits(Math.Max(maxY, (size?.Height ?? 1) - 1));
        EventEncoding encoding = !isPlain || xBits + yBits + 1 > 32 ? EventEncoding.Wide
            : xBits + yBits + 1 > 16 ? EventEncoding.Packed32 : EventEncoding.Packed16;
        return encoding == EventEncoding.Wide
            ? new EventRecord(encoding, events.Length, 0, 0, 0, isInOrder, size)
            : new EventRecord(encoding, events.Length, first, xBits, yBits, isInOrder, size);
    }

    /// <summary>Writes the record; the destination is <see cref="Length"/> long.</summary>
    public void Write(EventSpan events, Span<byte> to)
    {
        Span<byte> header = to[..HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)Encoding);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Origin);
        header[24] = (byte)_xBits;
        header[25] = (byte)_yBits;
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], IsInOrder ? InOrderFlag : (ushort)0);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Size?.Width ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(header[32..], Size?.Height ?? 0);
        Span<byte> times = Column(to, 0, TimeBytes, (Encoding == EventEncoding.Wide ? 8L : 4L) * Count);
        long at = TimeBytes;
        switch (Encoding)
        {
            case EventEncoding.Packed16:
                EventPacking.PackTimes(events.T, Origin, MemoryMarshal.Cast<byte, uint>(times));
                EventPacking.Pack(events, _xBits, _yBits, MemoryMarshal.Cast<byte, ushort>(Column(to, at, Alignment.Up(2L * Count), 2L * Count)));
                break;
            case EventEncoding.Packed32:
                EventPacking.PackTimes(events.T, Origin, MemoryMarshal.Cast<byte, uint>(times));
                EventPacking.Pack(events, _xBits, _yBits, MemoryMarshal.Cast<byte, uint>(Column(to, at, Alignment.Up(4L * Count), 4L * Count)));
                break;
            default:
                long coordinates = Alignment.Up(2L * Count);
                MemoryMarshal.AsBytes(events.T).CopyTo(times);
                MemoryMarshal.AsBytes(events.X).CopyTo(Column(to, at, coordinates, 2L * Count));
                MemoryMarshal.AsBytes(events.Y).CopyTo(Column(to, at + coordinates, coordinates, 2L * Count));
                events.P.CopyTo(Column(to, at + (2 * coordinates), Alignment.Up(Count), Count));
                break;
        }
    }

    /// <summary>Understands a record's header.</summary>
    /// <param name="record">The whole record.</param>
    /// <param name="name">The store's file and the recording, for messages.</param>
    /// <exception cref="StoreException">It is no record.</exception>
    public static EventRecord Read(ReadOnlySpan<byte> record, string name)
    {
        if (record.Length < HeaderBytes)
            throw Damaged(name, $"{record.Length} bytes, less than a header");
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Magic || BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) != Version)
            throw Damaged(name, "no record of events");
        var encoding = (EventEncoding)BinaryPrimitives.ReadUInt16LittleEndian(record[6..]);
        long count = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        (int width, int height) = (BinaryPrimitives.ReadInt32LittleEndian(record[28..]), BinaryPrimitives.ReadInt32LittleEndian(record[32..]));
        bool hasSize = width is > 0 and <= SensorSize.MaxSide && height is > 0 and <= SensorSize.MaxSide;
        int limit = encoding == EventEncoding.Packed16 ? 15 : encoding == EventEncoding.Packed32 ? 31 : 0;
        if (encoding is < EventEncoding.Packed16 or > EventEncoding.Wide || count < 0 || count > record.Length || record[24] + record[25] > limit
            || record[24] > 16 || record[25] > 16 || (!hasSize && (width != 0 || height != 0)))
            throw Damaged(name, "a header that makes no sense");
        var read = new EventRecord(encoding, (int)count, BinaryPrimitives.ReadInt64LittleEndian(record[16..]), record[24], record[25],
            (BinaryPrimitives.ReadUInt16LittleEndian(record[26..]) & InOrderFlag) != 0, hasSize ? new SensorSize(width, height) : null);
        return read.Length == record.Length ? read : throw Damaged(name, $"{count} events in {record.Length} bytes, where they take {read.Length}");
    }

    /// <summary>Gives events <paramref name="start"/> … start + the columns' length.</summary>
    public void Decode(ReadOnlySpan<byte> record, int start, EventColumns to)
    {
        int count = to.Length;
        ReadOnlySpan<byte> data = record[HeaderBytes..];
        ReadOnlySpan<byte> rest = data[(int)TimeBytes..];
        switch (Encoding)
        {
            case EventEncoding.Packed16:
                EventPacking.UnpackTimes(MemoryMarshal.Cast<byte, uint>(data).Slice(start, count), Origin, to.T);
                EventPacking.Unpack(MemoryMarshal.Cast<byte, ushort>(rest).Slice(start, count), _xBits, _yBits, to);
                break;
            case EventEncoding.Packed32:
                EventPacking.UnpackTimes(MemoryMarshal.Cast<byte, uint>(data).Slice(start, count), Origin, to.T);
                EventPacking.Unpack(MemoryMarshal.Cast<byte, uint>(rest).Slice(start, count), _xBits, _yBits, to);
                break;
            default:
                int coordinates = (int)Alignment.Up(2L * Count);
                MemoryMarshal.Cast<byte, long>(data).Slice(start, count).CopyTo(to.T);
                MemoryMarshal.Cast<byte, ushort>(rest).Slice(start, count).CopyTo(to.X);
                MemoryMarshal.Cast<byte, ushort>(rest[coordinates..]).Slice(start, count).CopyTo(to.Y);
                rest.Slice((2 * coordinates) + start, count).CopyTo(to.P);
                break;
        }
    }

    /// <summary>The time of an event.</summary>
    public long TimeOf(ReadOnlySpan<byte> record, int index)
        => Encoding == EventEncoding.Wide
            ? MemoryMarshal.Cast<byte, long>(record[HeaderBytes..])[index]
            : Origin + MemoryMarshal.Cast<byte, uint>(record[HeaderBytes..])[index];

    private static int Bits(int largest) => 32 - BitOperations.LeadingZeroCount((uint)largest);

    // A column's place, its padding cleared: buffers are used again.
    private static Span<byte> Column(Span<byte> record, long at, long padded, long used)
    {
        Span<byte> column = record.Slice((int)(HeaderBytes + at), (int)padded);
        column[(int)used..].Clear();
        return column[..(int)used];
    }

    private static StoreException Damaged(string name, string found)
        => new(name, $"is damaged: found {found}; expected a recording's events (neurokit cache verify tells what else is damaged)");
}
