using System.Buffers.Binary;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>A packet's header: 28 bytes, little-endian.</summary>
/// <param name="Type">What the events are; bit 15 marks a compressed packet.</param>
/// <param name="Source">Number of the source.</param>
/// <param name="EventSize">Bytes an event.</param>
/// <param name="TimeOffset">Where in an event its 32-bit time is.</param>
/// <param name="TimeOverflow">What stands above the times' 31 bits.</param>
/// <param name="Capacity">Events that the payload has room for; in a compressed packet the payload's bytes.</param>
/// <param name="Number">Events that count, the payload's first.</param>
/// <param name="Valid">How many of them are valid.</param>
internal readonly record struct Aedat31Packet(
    ushort Type, ushort Source, uint EventSize, uint TimeOffset, uint TimeOverflow, uint Capacity, uint Number, uint Valid)
{
    public const int HeaderBytes = 28;
    public const ushort Polarity = 1;
    public const int PolarityBytes = 8;
    public const int PolarityTimeOffset = 4;
    public const ushort Compressed = 0x8000;

    /// <summary>Largest size of a polarity event that is believed: two words are needed, and an event must fit into the window.</summary>
    public const int MaxPolarityBytes = 4096;

    public static Aedat31Packet Parse(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(header),
        BinaryPrimitives.ReadUInt16LittleEndian(header[2..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[24..]));

    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, Type);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], Source);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], EventSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], TimeOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], TimeOverflow);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Capacity);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], Number);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], Valid);
    }

    public bool IsPolarity => Type == Polarity;

    public bool IsCompressed => (Type & Compressed) != 0;

    /// <summary>Bytes after the header, the room of events that do not count included.</summary>
    public ulong PayloadBytes => IsCompressed ? Capacity : (ulong)Capacity * EventSize;

    /// <summary>Bytes of the events that count, the payload's first.</summary>
    public ulong EventsBytes => IsCompressed ? Capacity : (ulong)Number * EventSize;

    /// <summary>
    /// How many events of the header's number are in that many bytes of the payload. Nobody can tell how many are in a part of a compressed
    /// payload, and in all of it there is no more than one a byte.
    /// </summary>
    public long EventsIn(ulong bytes)
        => (long)Math.Min(Number, IsCompressed ? (bytes < PayloadBytes ? 0 : bytes) : EventSize == 0 ? 0 : bytes / EventSize);

    /// <summary>What stands above an event's own time: t = base | timestamp.</summary>
    public long TimeBase => (long)TimeOverflow << 31;

    /// <summary>Whether some of the events are marked invalid one by one. Where none is said to be, files exist that mark all so all the same.</summary>
    public bool HasInvalid => Valid < Number;

    /// <summary>What is wrong with the fields, and what would be right; null where they make sense.</summary>
    public (string Found, string Expected)? Fault()
    {
        if (Valid > Number)
            return ($"a packet of {Number} events, {Valid} of them valid", "no more valid events than events");
        if (IsCompressed)
            return (Type & ~Compressed) == Polarity ? ("a compressed polarity packet (SerializedTS)", "packets of format RAW") : null;
        if (Number > Capacity)
            return ($"a packet of {Number} events with room for {Capacity}", "no more events than room");
        if (Number == 0)
            return null;
        if (!IsPolarity)
            return EventSize == 0 ? ($"a packet of {Number} events of no bytes", "a size") : null;
        if (EventSize is < PolarityBytes or > MaxPolarityBytes)
            return ($"polarity events of {EventSize} bytes", $"{PolarityBytes} … {MaxPolarityBytes} bytes");
        return TimeOffset < PolarityTimeOffset || TimeOffset > EventSize - 4
            ? ($"polarity events of {EventSize} bytes with their time at {TimeOffset}", "a time behind the data and inside the event")
            : null;
    }
}
