namespace NeuroKit.Events.Hdf5;

/// <summary>Fletcher's checksum as HDF5 computes it: over 16-bit words, the first byte of each the high one. Source: the HDF5 file format specification.</summary>
internal static class Hdf5Fletcher32
{
    // Most words before the sums, folded at that moment, could run over 32 bits.
    private const int MostWords = 360;

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint sum1 = 0;
        uint sum2 = 0;
        int at = 0;
        int words = data.Length / 2;
        while (words > 0)
        {
            int part = Math.Min(words, MostWords);
            words -= part;
            for (int i = 0; i < part; i++, at += 2)
            {
                sum1 += ((uint)data[at] << 8) | data[at + 1];
                sum2 += sum1;
            }

            sum1 = Fold(sum1);
            sum2 = Fold(sum2);
        }

        if ((data.Length & 1) != 0)
        {
            sum1 = Fold(sum1 + ((uint)data[^1] << 8));
            sum2 = Fold(sum2 + sum1);
        }

        return (Fold(sum2) << 16) | Fold(sum1);
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
