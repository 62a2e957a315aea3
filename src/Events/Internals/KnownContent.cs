namespace NeuroKit.Events.Internals;

/// <summary>Names content by its first bytes: what a file is, for messages, and what a format without a magic must not take for its own.</summary>
internal static class KnownContent
{
    /// <summary>What content is, in words; null where nothing is recognised.</summary>
    public static string? Name(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("#!AER-DAT4"u8))
            return "an AEDAT 4.0 recording";
        if (start.StartsWith("#!AER-DAT"u8))
            return "an AEDAT recording";
        if (start.StartsWith("Event Stream"u8))
            return "an Event Stream (.es) recording";
        if (start.Length > 4 && start[0] == 0x89 && start[1..].StartsWith("HDF"u8))
            return "an HDF5 file";
        if (start.StartsWith("% "u8))
            return IsRaw(start) ? "a Prophesee RAW recording (EVT), which is not read; Metavision's metavision_file_to_dat makes a .dat of it" : "a Prophesee recording (RAW or DAT)";
        if (start.StartsWith("PK\u0003\u0004"u8))
            return "a zip archive";
        if (start.Length > 6 && start[0] == 0x93 && start[1..].StartsWith("NUMPY"u8))
            return "a NumPy array";
        if (start.StartsWith("GIF8"u8))
            return "a GIF picture";
        if (start.StartsWith("%PDF"u8))
            return "a PDF document";
        if (start.Length > 4 && start[0] == 0x89 && start[1..].StartsWith("PNG"u8))
            return "a PNG picture";
        if (start.Length > 3 && start[0] == 0xFF && start[1] == 0xD8 && start[2] == 0xFF)
            return "a JPEG picture";
        return start.Length > 3 && start[0] == 0x1F && start[1] == 0x8B && start[2] == 8 ? "gzip-compressed data" : null;
    }

    // The header's lines say which of Prophesee's encodings follows.
    private static bool IsRaw(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> header = start[..Math.Min(start.Length, 4096)];
        return header.IndexOf("% evt "u8) >= 0 || header.IndexOf("% format EVT"u8) >= 0;
    }

    /// <summary>Whether content is printable ASCII alone: recorded bytes are spread over all values, so that a dozen are hardly ever so.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> look = start[..Math.Min(start.Length, 1024)];
        if (look.Length < 12 || look.ContainsAnyExceptInRange((byte)9, (byte)126))
            return false;
        foreach (byte value in look)
        {
            if (value < 32 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                return false;
        }

        return true;
    }
}
