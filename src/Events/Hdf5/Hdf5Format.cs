using NeuroKit.Events.IO;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// HDF5 files of events, through the system's libhdf5. Known layouts are found by what they hold, wherever it is: columns t, x, y, p of a
/// group (DSEC, event-simulators, our own export), times beside a table of positions (conversions of DVS-Gesture), a table of records
/// (Prophesee, tonic's cache). Register it: <c>EventFormats.Default.With(Hdf5Format.Instance)</c>.
/// </summary>
/// <remarks>
/// Whole numbers are microseconds and floats are seconds, rounded to the nearest microsecond, unless an attribute (t_unit, unit, units,
/// time_unit) of the times, their group or the file says another unit. DSEC's t_offset is added. Files with several recordings need
/// <see cref="Hdf5Options.ObjectPath"/>. Deflate, shuffle, Fletcher's checksum and LZF are undone here, by several threads; any other filter
/// needs its plug-in. Values in other files (external links and storage, virtual datasets) are not followed.
/// Written: <c>/events/{t int64, x uint16, y uint16, p uint8}</c> in chunks, shuffled and deflated, with attributes <c>t_unit</c> = "us",
/// <c>width</c>, <c>height</c>, <c>source_sha256</c>; the same events give the same bytes.
/// Damaged files end in an exception wherever the library notices the damage; what it does not is described at <see cref="Hdf5Library"/>.
/// </remarks>
public sealed class Hdf5Format : EventFormat
{
    // A file may begin with something else; the signature then stands at the next powers of two.
    private static readonly int[] s_signatureOffsets = [0, 512, 1024, 2048];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    private Hdf5Format()
    {
    }

    /// <summary>The one instance.</summary>
    public static Hdf5Format Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "hdf5";

    /// <inheritdoc/>
    public override string Description => "HDF5: columns, tables of records or positions (DSEC, Prophesee, tonic's cache)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".h5", ".hdf5", ".hdf", ".he5"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new() { CanWrite = true, StoresSensorSize = true };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
    {
        foreach (int offset in s_signatureOffsets)
        {
            if (start.Length >= offset && start[offset..].StartsWith(Signature))
                return FormatConfidence.Certain;
        }

        return FormatConfidence.No;
    }

    /// <inheritdoc/>
    /// <exception cref="Hdf5LibraryMissingException">There is no HDF5 library.</exception>
    /// <exception cref="Hdf5Exception">The library cannot open the file.</exception>
    /// <exception cref="Hdf5FilterMissingException">A filter's plug-in is not installed.</exception>
    public override EventReader Open(EventSource source, EventReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (source.FilePath is not null)
            return new Hdf5Reader(this, source, options);
        EventSource copy = Hdf5Spool.Copy(source, options.Get<Hdf5Options>().MaxSpooledBytes);
        try
        {
            var reader = new Hdf5Reader(this, copy, options);
            source.Dispose();
            return reader;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new Hdf5EventWriter(this, destination, name, options);
}
