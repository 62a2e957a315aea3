using System.Buffers.Binary;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// A table of a FlatBuffer, looked at in place. Every offset is held against the buffer's bounds: what points outside is not there.
/// Source: FlatBuffers' internals page, "Tables" and "Vectors".
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _at;
    private readonly ReadOnlySpan<byte> _fields; // of the vtable: a 16-bit offset a field

    private FlatTable(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> fields)
    {
        _bytes = bytes;
        _at = at;
        _fields = fields;
    }

    /// <summary>The root table of a buffer that has no size prefix (any more).</summary>
    /// <param name="buffer">The buffer: offset of the root, identifier, …</param>
    /// <param name="root">The table.</param>
    public static bool TryRoot(ReadOnlySpan<byte> buffer, out FlatTable root) => TryFollow(buffer, 0, out root);

    /// <summary>A scalar; its default (0 or what is given) where the field is absent.</summary>
    public bool TryInt32(int field, out int value, int otherwise = 0)
    {
        bool isFine = TryField(field, sizeof(int), out int at);
        value = at > 0 ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : otherwise;
        return isFine;
    }

    /// <summary>A scalar; its default (0 or what is given) where the field is absent.</summary>
    public bool TryInt64(int field, out long value, long otherwise = 0)
    {
        bool isFine = TryField(field, sizeof(long), out int at);
        value = at > 0 ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : otherwise;
        return isFine;
    }

    /// <summary>A vector's elements; empty where the field is absent.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="elementBytes">Bytes an element.</param>
    /// <param name="start">Where the first element is.</param>
    /// <param name="count">How many the vector says there are.</param>
    /// <param name="mayBeCut">Whether the buffer may end before the vector does.</param>
    public bool TryVector(int field, int elementBytes, out int start, out int count, bool mayBeCut = false)
    {
        start = count = 0;
        if (!TryField(field, sizeof(uint), out int at))
            return false;
        if (at == 0)
            return true;
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
        long vector = at + (long)offset;
        if (vector > _bytes.Length - sizeof(uint))
            return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(int)vector..]);
        start = (int)vector + sizeof(uint);
        int room = (_bytes.Length - start) / elementBytes;
        if (length > room && !mayBeCut)
            return false;
        count = (int)Math.Min(length, room);
        return true;
    }

    /// <summary>The table that an element of a vector of tables points to.</summary>
    /// <param name="start">Where the vector's first element is.</param>
    /// <param name="index">The element, less than the vector's count.</param>
    /// <param name="table">The table.</param>
    public bool TryTable(int start, int index, out FlatTable table) => TryFollow(_bytes, start + (index * sizeof(uint)), out table);

    /// <summary>The bytes of a struct that stands in the table itself; empty where the field is absent.</summary>
    public bool TryStruct(int field, int bytes, out ReadOnlySpan<byte> value)
    {
        bool isFine = TryField(field, bytes, out int at);
        value = at > 0 ? _bytes.Slice(at, bytes) : default;
        return isFine;
    }

    private static bool TryFollow(ReadOnlySpan<byte> bytes, int from, out FlatTable table)
    {
        table = default;
        if (from > bytes.Length - sizeof(uint))
            return false;
        long at = from + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[from..]);
        if (at > bytes.Length - sizeof(int))
            return false;
        long fields = at - BinaryPrimitives.ReadInt32LittleEndian(bytes[(int)at..]);
        if (fields < 0 || fields > bytes.Length - (2 * sizeof(ushort)))
            return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)fields..]);
        if (length < 2 * sizeof(ushort) || length > bytes.Length - fields)
            return false;
        table = new FlatTable(bytes, (int)at, bytes.Slice((int)fields + (2 * sizeof(ushort)), length - (2 * sizeof(ushort))));
        return true;
    }

    // False where the field points outside; 0 where it is absent.
    private bool TryField(int field, int bytes, out int at)
    {
        at = 0;
        int slot = field * sizeof(ushort);
        if (slot > _fields.Length - sizeof(ushort))
            return true;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_fields[slot..]);
        if (offset == 0)
            return true;
        if (offset > _bytes.Length - bytes - _at)
            return false;
        at = _at + offset;
        return true;
    }
}
