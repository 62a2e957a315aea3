namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Decompresses LZF, the filter that h5py brings along and tonic's cache uses. A control byte below 32 is followed by that many literals
/// and one more; otherwise its upper three bits are a length (7: the next byte is added) less 2, its lower five the upper bits of a distance.
/// </summary>
internal static class Hdf5Lzf
{
    /// <summary>Decompresses into a span of the known length.</summary>
    /// <returns>Whether the data decompress to exactly that.</returns>
    public static bool Decompress(ReadOnlySpan<byte> data, Span<byte> to)
    {
        int from = 0;
        int at = 0;
        while (from < data.Length)
        {
            int control = data[from++];
            if (control < 32)
            {
                int literals = control + 1;
                if (literals > data.Length - from || literals > to.Length - at)
                    return false;
                data.Slice(from, literals).CopyTo(to[at..]);
                from += literals;
                at += literals;
                continue;
            }

            int length = control >> 5;
            if (length == 7)
            {
                if (from >= data.Length)
                    return false;
                length += data[from++];
            }

            length += 2;
            if (from >= data.Length)
                return false;
            int distance = (((control & 31) << 8) | data[from++]) + 1;
            if (distance > at || length > to.Length - at)
                return false;
            if (distance >= length)
            {
                to.Slice(at - distance, length).CopyTo(to[at..]);
            }
            else
            {
                for (int i = 0; i < length; i++) // what is copied may be what was just written
                    to[at + i] = to[at + i - distance];
            }

            at += length;
        }

        return at == to.Length;
    }
}
