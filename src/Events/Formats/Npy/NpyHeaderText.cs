using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Builds the header of a <c>.npy</c> array, version 1, byte for byte as NumPy does. NumPy leaves room for the first length to grow, so
/// the header's size does not depend on it: a writer reserves the header and puts the true length there at the end.
/// </summary>
internal static class NpyHeaderText
{
    private const int Alignment = 64;
    private const int GrowthDigits = 21;
    private const int PrefixBytes = 10;

    /// <summary>The header.</summary>
    /// <param name="descr">The type as Python writes it, quotes included: <c>'&lt;u2'</c> or a list of fields.</param>
    /// <param name="shape">The lengths; at least one.</param>
    public static byte[] Build(string descr, params ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("{'descr': ").Append(descr).Append(", 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? " " : "")}{shape[i]}{(i < shape.Length - 1 || shape.Length == 1 ? "," : "")}");
        text.Append("), }");
        text.Append(' ', GrowthDigits - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        text.Append(' ', Alignment - ((PrefixBytes + text.Length + 1) % Alignment)).Append('\n');
        byte[] header = new byte[PrefixBytes + text.Length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text.ToString(), header.AsSpan(PrefixBytes));
        return header;
    }
}
