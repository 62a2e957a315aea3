using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>
/// AEDAT 2.0: jAER's recordings from DVS128 and DAVIS cameras; CIFAR10-DVS. Text lines that begin with <c>#</c>, then pairs of
/// big-endian 32-bit words, address and microseconds. Source: iniVation's AEDAT file format page, "AEDAT 2.0".
/// </summary>
/// <remarks>
/// Written is the DVS128's layout (x, y ≤ 127), or where the sensor is larger or <see cref="Aedat2Options.Chip"/> says so, the DAVIS' (x ≤ 1023, y ≤ 511).
/// </remarks>
public sealed class Aedat2Format : EventFormat
{
    /// <summary>The one instance.</summary>
    public static Aedat2Format Instance { get; } = new();

    private Aedat2Format()
    {
    }

    /// <summary>Largest column of the DAVIS layout: 10 bits.</summary>
    internal const ushort DavisMaxX = 0x3FF;

    /// <summary>Largest row of the DAVIS layout: 9 bits.</summary>
    internal const ushort DavisMaxY = 0x1FF;

    internal static ReadOnlySpan<byte> Magic => "#!AER-DAT2.0"u8;

    /// <inheritdoc/>
    public override string Name => "aedat2";

    /// <inheritdoc/>
    public override string Description => "AEDAT 2.0 (jAER; DVS128, DAVIS; CIFAR10-DVS)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".aedat", ".aedat2", ".dat2"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new()
    {
        CanWrite = true,
        MaxX = 127,
        MaxY = 127,
        MinTime = 0,
        MaxTime = uint.MaxValue,
        StoresSensorSize = true,
    };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => start.StartsWith(Magic) ? FormatConfidence.Certain : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options) => new Aedat2Reader(this, source, options);

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new Aedat2Writer(this, destination, name, options);
}
