using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>Decodes Zstandard frames by libzstd.</summary>
internal sealed class ZstdContext : SafeHandleZeroOrMinusOneIsInvalid
{
    // Frames that ask for a larger window than 32 MiB need zstd --ultra; no recorder makes them.
    private const int MaxWindowLog = 25;
    private const int FirstRoom = 128 * 1024;

    // Zstandard itself sets no bound on what a byte may become: 16 MiB and a thousand for one are more than any packet of a camera.
    private const long FreeBytes = 16 << 20;
    private const long MaxInflation = 1024;

    private readonly ZstdLibrary _library;

    private ZstdContext(ZstdLibrary library)
        : base(ownsHandle: true)
    {
        _library = library;
        SetHandle(library.CreateContext());
    }

    /// <summary>Makes one.</summary>
    /// <param name="source">The recording's name, for the exception.</param>
    /// <param name="library">The library; null where there is none.</param>
    /// <exception cref="DecoderNotFoundException">There is no library.</exception>
    public static ZstdContext Create(string source, ZstdLibrary? library)
    {
        if (library is null)
        {
            throw new DecoderNotFoundException(source, "packets compressed by Zstandard, and no libzstd on this system",
                $"{string.Join(" or ", ZstdLibrary.SystemNames)} (Debian: libzstd1; macOS: brew install zstd; Windows: libzstd.dll beside the program)");
        }

        return new ZstdContext(library);
    }

    /// <summary>Decodes frames into an empty buffer.</summary>
    /// <param name="payload">The frames, up to the packet's end.</param>
    /// <param name="into">Where the content goes; what came out before a fault is in it too.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Decode(ReadOnlySpan<byte> payload, PacketBuffer into)
    {
        if (IsInvalid)
            return "no memory for a Zstandard context";
        _library.Begin(handle, MaxWindowLog);
        long most = FreeBytes + (payload.Length * MaxInflation);
        bool isDone = false;
        while (!payload.IsEmpty || !isDone)
        {
            int room = (int)Math.Min(Math.Min(Math.Max(FirstRoom, into.Count), into.Room), most - into.Count);
            if (room == 0)
                return "a packet that inflates beyond all measure";
            into.EnsureFree(room);
            if (_library.Decompress(handle, payload, into.Array.Slice(into.Count, room), out int read, out int written, out isDone) is { } fault)
                return "Zstandard data with a fault: " + fault;
            payload = payload[read..];
            into.Count += written;
            if (read == 0 && written == 0 && !isDone)
                return "the end in a Zstandard frame";
        }

        return null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _library.FreeContext(handle);
        return true;
    }
}
