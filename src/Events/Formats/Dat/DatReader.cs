using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Dat;

/// <summary>
/// Reads Prophesee <c>.dat</c>: little-endian time, then address with x in bits 0–13, y in bits 14–27 and polarity in bits 28–31, of which
/// bit 28 counts. Times are unwrapped where the 32-bit counter wraps.
/// </summary>
internal sealed class DatReader : EventReader
{
    private const int EventBytes = DatHeader.EventBytes;
    private const int VectorEvents = 32;

    private readonly long _dataStart;
    private long _previousRaw = -1;
    private long _timeOffset;
    private bool _ended;

    public DatReader(DatFormat format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        DatHeader header = DatHeader.Read(source, options);
        _dataStart = header.Length;
        Header = new EventHeader(format.Name, options.SensorSize ?? header.Size, header.Start, header.Text, header.Length);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            if (Source.Length is not { } length)
                return EventTotals.Unknown;
            long events = (length - _dataStart) / EventBytes;
            if (events == 0)
                return new EventTotals(0, Exact: true);
            Span<byte> word = stackalloc byte[4];
            Source.ReadAt(_dataStart, word);
            long first = BinaryPrimitives.ReadUInt32LittleEndian(word);
            Source.ReadAt(_dataStart + ((events - 1) * EventBytes), word);
            long last = BinaryPrimitives.ReadUInt32LittleEndian(word);
            // A counter that wrapped shows here at most as a step back; then only the count is known.
            return last >= first ? new EventTotals(events, first, last) : new EventTotals(events);
        }
    }

    protected override int ReadEvents(EventBuffer into)
    {
        if (_ended)
            return 0;
        ReadOnlySpan<byte> window = Source.Fetch(EventBytes);
        if (window.Length < EventBytes)
        {
            _ended = true;
            if (!window.IsEmpty)
            {
                RejectTruncation(Source.Position, $"{window.Length} bytes at the end", $"whole events of {EventBytes} bytes");
                Source.Advance(window.Length);
            }

            return 0;
        }

        EventColumns free = into.FreeColumns();
        int count = Math.Min(window.Length / EventBytes, free.Length);
        free = free.Slice(0, count);
        Decode(window[..(count * EventBytes)], free);
        Source.Advance(count * EventBytes);
        KnownInOrder = TimeColumn.Unwrap(free.T, ref _previousRaw, ref _timeOffset);
        into.Advance(count);
        return count;
    }

    private static void Decode(ReadOnlySpan<byte> data, EventColumns into)
    {
        int i = DecodeBlocks(data, into);
        data = data[(i * EventBytes)..];
        for (; i < into.Length; i++, data = data[EventBytes..])
        {
            uint address = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            into.T[i] = BinaryPrimitives.ReadUInt32LittleEndian(data);
            into.X[i] = (ushort)(address & 0x3FFF);
            into.Y[i] = (ushort)((address >> 14) & 0x3FFF);
            into.P[i] = (byte)((address >> 28) & 1);
        }
    }

    // Blocks of 32 events: eight 64-bit lanes a vector, each address above, time below. The same columns as the loop over events.
    private static int DecodeBlocks(ReadOnlySpan<byte> data, EventColumns into)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        Vector512<ulong> time = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ushort> side = Vector512.Create((ushort)0x3FFF);
        nuint end = (nuint)(Math.Min(into.Length, data.Length / EventBytes) & ~(VectorEvents - 1));
        for (nuint i = 0; i < end; i += VectorEvents)
        {
            Vector512<ulong> a = Vector512.LoadUnsafe(ref from, i * EventBytes).AsUInt64();
            Vector512<ulong> b = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 64).AsUInt64();
            Vector512<ulong> c = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 128).AsUInt64();
            Vector512<ulong> d = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 192).AsUInt64();
            (a & time).AsInt64().StoreUnsafe(ref t, i);
            (b & time).AsInt64().StoreUnsafe(ref t, i + 8);
            (c & time).AsInt64().StoreUnsafe(ref t, i + 16);
            (d & time).AsInt64().StoreUnsafe(ref t, i + 24);
            Vector512<uint> low = Vector512.Narrow(a >>> 32, b >>> 32);
            Vector512<uint> high = Vector512.Narrow(c >>> 32, d >>> 32);
            (Vector512.Narrow(low, high) & side).StoreUnsafe(ref x, i);
            (Vector512.Narrow(low >>> 14, high >>> 14) & side).StoreUnsafe(ref y, i);
            Vector512<ushort> on = Vector512.Narrow(low >>> 28, high >>> 28) & Vector512<ushort>.One;
            Vector256.Narrow(on.GetLower(), on.GetUpper()).StoreUnsafe(ref p, i);
        }

        return (int)end;
    }
}
