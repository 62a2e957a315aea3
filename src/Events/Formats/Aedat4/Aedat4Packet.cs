using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>An inflated packet: a size-prefixed FlatBuffer whose root table begins with a vector of elements, or is a frame.</summary>
internal static class Aedat4Packet
{
    public const int HeaderBytes = 8;
    public const string Events = "EVTS";
    public const string Frame = "FRME";
    public const string Imu = "IMUS";
    public const string Trigger = "TRIG";
    public const string Table = "FTAB";

    private const int PrefixBytes = sizeof(uint);
    private const int IdentifierEnd = PrefixBytes + 8;
    private const int ElementsField = 0;
    private const int TimeField = 0; // of a frame, and of each inertial sample and trigger

    /// <summary>The four characters that say what a packet holds; empty where it is too short or they are no printable ASCII.</summary>
    public static string Identifier(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < IdentifierEnd)
            return "";
        ReadOnlySpan<byte> four = packet[(PrefixBytes + 4)..IdentifierEnd];
        return four.SequenceEqual("EVTS"u8) ? Events
            : four.SequenceEqual("IMUS"u8) ? Imu
            : four.SequenceEqual("TRIG"u8) ? Trigger
            : four.SequenceEqual("FRME"u8) ? Frame
            : four.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? ""
            : Encoding.ASCII.GetString(four);
    }

    /// <summary>Finds a packet's events.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="mayBeCut">Whether the packet may end before its events do.</param>
    /// <param name="start">Where the first is.</param>
    /// <param name="count">How many are there.</param>
    public static bool TryEvents(ReadOnlySpan<byte> packet, bool mayBeCut, out int start, out int count)
    {
        start = count = 0;
        if (!TryRoot(packet, mayBeCut, out FlatTable root)
            || !root.TryVector(ElementsField, Aedat4Decoder.EventBytes, out start, out count, mayBeCut))
            return false;
        start += PrefixBytes;
        return true;
    }

    /// <summary>How many things a side packet holds, and the first one's time.</summary>
    public static bool TrySide(ReadOnlySpan<byte> packet, string identifier, out int count, out long? time)
    {
        time = null;
        count = 1;
        if (identifier is not (Frame or Imu or Trigger))
            return true; // of others we know nothing
        if (!TryRoot(packet, mayBeCut: false, out FlatTable root))
            return false;
        long value;
        if (identifier == Frame)
        {
            bool isFine = root.TryInt64(TimeField, out value);
            time = value;
            return isFine;
        }

        if (!root.TryVector(ElementsField, sizeof(uint), out int start, out count))
            return false;
        if (count == 0)
            return true;
        if (!root.TryTable(start, 0, out FlatTable first) || !first.TryInt64(TimeField, out value))
            return false;
        time = value;
        return true;
    }

    /// <summary>The root table of a packet that is as long as its prefix says.</summary>
    public static bool TryRoot(ReadOnlySpan<byte> packet, bool mayBeCut, out FlatTable root)
    {
        root = default;
        if (packet.Length < IdentifierEnd)
            return false;
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        if (size > packet.Length - PrefixBytes && !mayBeCut)
            return false;
        return FlatTable.TryRoot(packet.Slice(PrefixBytes, (int)Math.Min(size, packet.Length - PrefixBytes)), out root);
    }
}
