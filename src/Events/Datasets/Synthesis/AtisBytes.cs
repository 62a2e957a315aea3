using System.Buffers.Binary;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Writes 40-bit ATIS recordings whose clock overflows where we say, as those of N-Caltech101 do.</summary>
internal static class AtisBytes
{
    private const int MarkerRow = 240;
    private const int MarkerMicroseconds = 1 << 13;
    private const int RecordBytes = 5;

    /// <summary>Writes events in order of time; a marker goes before the first event at or after each of the times given, each later than 8,192 µs.</summary>
    public static void Write(MemoryStream to, EventSpan events, ReadOnlySpan<long> markers)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        long offset = 0;
        for (int i = 0; i < events.Length; i++)
        {
            while (!markers.IsEmpty && events.T[i] >= markers[0])
            {
                // The marker's own time is that before the overflow.
                Put(to, record, 0, MarkerRow, (uint)(events.T[i] - offset));
                offset += MarkerMicroseconds;
                markers = markers[1..];
            }

            Put(to, record, (byte)events.X[i], (byte)events.Y[i], ((uint)events.P[i] << 23) | (uint)(events.T[i] - offset));
        }
    }

    private static void Put(MemoryStream to, Span<byte> record, byte x, byte y, uint polarityAndTime)
    {
        record[0] = x;
        record[1] = y;
        record[2] = (byte)(polarityAndTime >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(record[3..], (ushort)polarityAndTime);
        to.Write(record);
    }
}
