using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote, in place.</summary>
internal ref struct IndexCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public bool Flag() => Bytes(1)[0] != 0;

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    public int Number()
    {
        int value = 0;
        int shift = 0;
        while (true)
        {
            byte b = _rest[0];
            _rest = _rest[1..];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
            shift += 7;
        }
    }

    public string Text() => Text(default);

    /// <summary>A text that begins with another.</summary>
    public string Text(scoped ReadOnlySpan<char> start)
    {
        int length = Number();
        ReadOnlySpan<byte> bytes = Bytes(Number());
        return string.Create(start.Length + length, new State(start, bytes), static (to, state) =>
        {
            state.Start.CopyTo(to);
            Encoding.UTF8.GetChars(state.Bytes, to[state.Start.Length..]);
        });
    }

    private readonly ref struct State(ReadOnlySpan<char> start, ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<char> Start { get; } = start;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }
}
