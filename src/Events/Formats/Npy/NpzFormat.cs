using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// NumPy <c>.npz</c> archives with arrays t, x, y, p of one length: SpikingJelly's cache of events. Arrays may be stored or deflated, of
/// any integer or float type and byte order, in any order, beside others. Source: NumPy's reference, "numpy.savez" and "numpy.lib.format".
/// </summary>
/// <remarks>
/// Types and units are as for <see cref="NpyFormat"/>. The directory stands at the file's end, so a file that is cut off cannot be read,
/// and a stream that cannot seek is copied first (<see cref="NpyOptions.MaxSpooledBytes"/>). Checksums are verified where an array ends.
/// Written arrays are t int64, x uint16, y uint16, p uint8, stored, without a date: the same events give the same bytes.
/// </remarks>
public sealed class NpzFormat : EventFormat
{
    /// <summary>The one instance.</summary>
    public static NpzFormat Instance { get; } = new();

    private NpzFormat()
    {
    }

    /// <inheritdoc/>
    public override string Name => "npz";

    /// <inheritdoc/>
    public override string Description => "NumPy archive of arrays t, x, y, p (SpikingJelly's cache)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".npz"];

    /// <inheritdoc/>
    public override EventFormatCapabilities Capabilities { get; } = new() { CanWrite = true };

    /// <inheritdoc/>
    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => NpzReader.IsNpz(start) ? FormatConfidence.Certain : FormatConfidence.No;

    /// <inheritdoc/>
    public override EventReader Open(EventSource source, EventReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (source.CanSeek)
            return new NpzReader(this, source, options);
        EventSource spooled = Spool(source, options.Get<NpyOptions>().MaxSpooledBytes);
        try
        {
            var reader = new NpzReader(this, spooled, options);
            source.Dispose();
            return reader;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => new NpzWriter(this, destination, name, options);

    private static EventSource Spool(EventSource source, long maxBytes)
    {
        var spool = new TemporarySpool(Path.GetTempPath());
        try
        {
            for (ReadOnlySpan<byte> window = source.Fetch(1); !window.IsEmpty; window = source.Fetch(1))
            {
                if (source.Position + window.Length > maxBytes)
                {
                    throw new InvalidEventDataException(source.Name, maxBytes, "a stream that goes on",
                        $"at most {maxBytes} bytes (NpyOptions.MaxSpooledBytes) of an .npz from a stream that cannot seek; save it to a file");
                }

                spool.ForWriting(window.Length).Write(window);
                source.Advance(window.Length);
            }

            spool.Stream.Position = 0;
            return EventSource.FromStream(spool.Stream, source.Name); // owns the stream from now on
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }
}
