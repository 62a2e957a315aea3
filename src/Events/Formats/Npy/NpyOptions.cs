namespace NeuroKit.Events.Formats.Npy;

/// <summary>Options of NumPy recordings, <c>.npy</c> and <c>.npz</c>.</summary>
public sealed record NpyOptions : EventFormatOptions
{
    /// <summary>Unit of times that are stored as floats. Default: <see cref="NpyFloatTimes.Microseconds"/>.</summary>
    public NpyFloatTimes FloatTimes { get; init; }

    /// <summary>
    /// Whether polarities of 2 … 255, which are neither ON nor OFF, are read as they are, for whoever uses the events to report or drop as it
    /// does with pixels outside the sensor. Default: no, they are bad content.
    /// </summary>
    public bool KeepOddPolarities { get; init; }

    /// <summary>
    /// Most bytes of an <c>.npz</c> taken from a stream that cannot seek: its directory stands at the end, so such a stream is first
    /// copied to memory (256 KiB) or a temporary file. Default: 8 GiB.
    /// </summary>
    public long MaxSpooledBytes { get; init; } = 8L << 30;
}
