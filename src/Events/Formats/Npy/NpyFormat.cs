using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// NumPy <c>.npy</c> arrays of records with fields t (or ts, timestamp), x, y, p (or pol, polarity), in any order, of any integer or
/// float type and byte order, with padding or other fields between them; DVS-Lip. Source: NumPy's reference, "numpy.lib.format", NEP 1.
/// </summary>
/// <remarks>
/// Integer times are microseconds, float times whole microseconds unless <see cref="NpyOptions.FloatTimes"/> says seconds. A polarity of
/// 1 is ON, 0 or −1 is OFF, any other bad content unless <see cref="NpyOptions.KeepOddPolarities"/>. The sensor's size is not in the file. Written records are
/// <c>[('t', '&lt;i8'), ('x', '&lt;u2'), ('y', '&lt;u2'), ('p', '|u1')]</c>, 13 bytes an event.
/// </remarks>
public sealed class NpyFormat : EventFormat
{
    /// <summary>The one instance.</summary>
    public static NpyFormat Instance { get; } = new();

    private NpyFormat()
    {
    }

    /// <inheritdoc/>
    public override string Name => "npy";

    /// <inheritdoc/>
    public override string Description => "NumPy records (DVS-Lip)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".npy"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new() { CanWrite = true };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => start.StartsWith(NpyHeader.Magic) ? FormatConfidence.Certain : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options) => new NpyReader(this, source, options);

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new NpyWriter(this, destination, name, options);
}
