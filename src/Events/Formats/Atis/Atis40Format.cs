using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Atis;

/// <summary>
/// 40-bit ATIS recordings: N-MNIST, N-Caltech101 (<c>.bin</c>; <c>.bs2</c> is the same). No header; an event is five bytes, big-endian:
/// x, y, one bit of polarity (1 = ON) and 23 bits of microseconds. A row y = 240 marks an overflow of the clock by 2^13 µs. Source: the
/// description of the data files on the N-MNIST and N-Caltech101 pages (Orchard et al., 2015).
/// </summary>
/// <remarks>
/// The format has no magic and does not say the sensor's size: it is recognised by extension together with plausible content, or named
/// (<see cref="EventReadOptions.Format"/>). Written times reach 2^33 + 2^23 − 1 µs (2 h 23 min): those that need more than 23 bits are
/// carried by overflow markers, at most <see cref="MaxMarkers"/> of them (5 MiB) in a recording.
/// </remarks>
public sealed class Atis40Format : EventFormat
{
    /// <summary>Most overflow markers that a writer puts into one recording.</summary>
    public const int MaxMarkers = 1 << 20;

    /// <summary>The one instance.</summary>
    public static Atis40Format Instance { get; } = new();

    private Atis40Format()
    {
    }

    /// <inheritdoc/>
    public override string Name => "atis40";

    /// <inheritdoc/>
    public override string Description => "40-bit ATIS (N-MNIST, N-Caltech101)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".bin", ".bs2"];

    /// <inheritdoc/>
    /// <remarks>A row y = 240 cannot be written either (it would read as a marker), nor a step back in time by more than 2^23 µs.</remarks>
    public override EventFormatCapabilities Capabilities { get; } = new()
    {
        CanWrite = true,
        MaxX = byte.MaxValue,
        MaxY = byte.MaxValue,
        MinTime = 0,
        MaxTime = (MaxMarkers * Atis40.MarkerMicroseconds) + Atis40.MaxStoredTime,
    };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => HasExtension(name) && KnownContent.Name(start) is null && !KnownContent.IsText(start) && Atis40.IsPlausible(start) ? FormatConfidence.Plausible : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options) => new Atis40Reader(this, source, options);

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new Atis40Writer(this, destination, name, options);
}
