using System.Buffers;
using System.Buffers.Binary;

namespace NeuroKit.Events.Formats.Atis;

/// <summary>
/// Writes 40-bit ATIS recordings. A time beyond 23 bits is preceded by as few overflow markers as make it fit: so an event may still
/// step back in time by up to 2^23 µs after them.
/// </summary>
internal sealed class Atis40Writer : EventWriter
{
    private const int BlockRecords = 4096;

    private long _timeOffset;
    private uint _lastWord; // polarity and time of the last event: a marker repeats its time, so that stored times do not jump
    private byte[]? _block = ArrayPool<byte>.Shared.Rent(BlockRecords * Atis40.EventBytes);
    private int _used;

    public Atis40Writer(Atis40Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
    }

    protected override void WriteEvents(EventSpan events)
    {
        Validate(events);
        for (int i = 0; i < events.Length; i++)
        {
            long stored = events.T[i] - _timeOffset;
            for (; stored > Atis40.MaxStoredTime; stored -= Atis40.MarkerMicroseconds)
            {
                _timeOffset += Atis40.MarkerMicroseconds;
                Put(0, Atis40.MarkerRow, _lastWord & Atis40.MaxStoredTime);
            }

            _lastWord = ((uint)events.P[i] << 23) | (uint)stored;
            Put((byte)events.X[i], (byte)events.Y[i], _lastWord);
        }

        FlushBlock();
    }

    protected override void Dispose(bool disposing)
    {
        if (_block is { } block)
            ArrayPool<byte>.Shared.Return(block);
        _block = null;
    }

    // Before anything is written, so that a call writes all of its events or none.
    private void Validate(EventSpan events)
    {
        long offset = _timeOffset;
        for (int i = 0; i < events.Length; i++)
        {
            if (events.Y[i] == Atis40.MarkerRow)
                Throw(i, events, $"y other than {Atis40.MarkerRow} in {Format.Name}, where that row marks a clock overflow");
            long stored = events.T[i] - offset;
            if (stored < 0)
                Throw(i, events, $"t ≥ {offset} µs in {Format.Name}: overflow markers before this event have moved the clock there, and it cannot go back");
            if (stored > Atis40.MaxStoredTime)
                offset += (stored - Atis40.MaxStoredTime + Atis40.MarkerMicroseconds - 1) / Atis40.MarkerMicroseconds * Atis40.MarkerMicroseconds;
        }
    }

    private void Put(byte x, byte y, uint polarityAndTime)
    {
        if (_used + Atis40.EventBytes > BlockRecords * Atis40.EventBytes)
            FlushBlock();
        Span<byte> record = _block.AsSpan(_used, Atis40.EventBytes);
        record[0] = x;
        record[1] = y;
        record[2] = (byte)(polarityAndTime >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(record[3..], (ushort)polarityAndTime);
        _used += Atis40.EventBytes;
    }

    private void FlushBlock()
    {
        Output.Write(_block!, 0, _used);
        _used = 0;
    }

    private void Throw(int index, EventSpan events, string limit)
        => throw new UnrepresentableEventException(Name, EventsWritten + index, events[index], limit);
}
