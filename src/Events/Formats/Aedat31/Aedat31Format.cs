using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>
/// AEDAT 3.1: cAER's recordings; DVS-Gesture. Text lines that begin with <c>#</c> up to <c>#!END-HEADER</c>, then packets of events of
/// one type each, little-endian. Source: iniVation's AEDAT file format page, "AEDAT 3.1".
/// </summary>
public sealed class Aedat31Format : EventFormat
{
    /// <summary>The one instance.</summary>
    public static Aedat31Format Instance { get; } = new();

    private Aedat31Format()
    {
    }

    internal static ReadOnlySpan<byte> Magic => "#!AER-DAT3.1"u8;

    /// <inheritdoc/>
    public override string Name => "aedat31";

    /// <inheritdoc/>
    public override string Description => "AEDAT 3.1 (cAER; DVS128, DAVIS; DVS-Gesture)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".aedat", ".aedat3", ".aedat31"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new()
    {
        CanWrite = true,
        MaxX = 32767,
        MaxY = 32767,
        MinTime = 0,
        MaxTime = (1L << 62) - 1,
    };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => start.StartsWith(Magic) ? FormatConfidence.Certain : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options) => new Aedat31Reader(this, source, options);

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new Aedat31Writer(this, destination, name, options);
}
