using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// AEDAT 4.0: DV's recordings. A FlatBuffers header that declares the streams, then packets of events, frames, inertial samples and
/// triggers, interleaved, each compressed by itself (LZ4, Zstd or not at all). Source: iniVation's AEDAT file format page, "AEDAT 4.0",
/// and the schemas named there; LZ4's frame and block formats; RFC 8878 (Zstandard).
/// </summary>
/// <remarks>
/// Times are microseconds since 1970. Side packets are kept a packet each: <see cref="SidePacket.TypeCode"/> is the stream's number and the
/// payload is the packet inflated, a size-prefixed FlatBuffer. Counted in the diagnostics are inertial samples and triggers one by one,
/// and a packet each of frames and of other streams. Zstd needs the system's libzstd. Written files hold one stream of events,
/// uncompressed, without a data table: readers scan the packets.
/// </remarks>
public sealed class Aedat4Format : EventFormat
{
    /// <summary>The one instance.</summary>
    public static Aedat4Format Instance { get; } = new();

    private Aedat4Format()
    {
    }

    internal static ReadOnlySpan<byte> Magic => "#!AER-DAT4.0\r\n"u8;

    /// <inheritdoc/>
    public override string Name => "aedat4";

    /// <inheritdoc/>
    public override string Description => "AEDAT 4.0 (DV; DAVIS, DVXplorer; LZ4, Zstd)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".aedat4", ".aedat"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new()
    {
        CanWrite = true,
        MaxX = (ushort)short.MaxValue,
        MaxY = (ushort)short.MaxValue,
        StoresSensorSize = true,
    };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => start.StartsWith(Magic[..^2]) ? FormatConfidence.Certain : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Aedat4Reader(this, source, options);
    }

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new Aedat4Writer(this, destination, name, options);
}
