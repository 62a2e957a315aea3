using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Dat;

/// <summary>
/// Prophesee <c>.dat</c> with pixel (2D, CD) events; N-CARS. Text lines that begin with <c>%</c>, a byte for the type and one for the size
/// of an event, then pairs of little-endian 32-bit words, microseconds and address. Source: Prophesee's data encoding formats, "DAT".
/// </summary>
public sealed class DatFormat : EventFormat
{
    /// <summary>The one instance.</summary>
    public static DatFormat Instance { get; } = new();

    private DatFormat()
    {
    }

    /// <inheritdoc/>
    public override string Name => "dat";

    /// <inheritdoc/>
    public override string Description => "Prophesee DAT (pixel events; N-CARS)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".dat"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new()
    {
        CanWrite = true,
        MaxX = 16383,
        MaxY = 16383,
        MinTime = 0,
        MaxTime = uint.MaxValue,
        StoresSensorSize = true,
    };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
    {
        // Prophesee's RAW files begin with '%' lines too; theirs name the encoding.
        ReadOnlySpan<byte> rest = start;
        while (rest.StartsWith("%"u8))
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            if (DatHeader.IsRawLine(line))
                return FormatConfidence.No;
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        bool hasHeader = rest.Length < start.Length;
        if (hasHeader && rest.Length >= 2)
            return DatHeader.IsPixelType(rest[0]) && rest[1] == DatHeader.EventBytes ? FormatConfidence.Certain : Named();
        // Cut, or a header longer than what we see.
        return hasHeader ? Named() : FormatConfidence.No;

        FormatConfidence Named() => HasExtension(name) ? FormatConfidence.Plausible : FormatConfidence.No;
    }

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options) => new DatReader(this, source, options);

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new DatWriter(this, destination, name, options);
}
