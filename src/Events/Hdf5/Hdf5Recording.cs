namespace NeuroKit.Events.Hdf5;

/// <summary>A recording inside an HDF5 file.</summary>
public sealed class Hdf5Recording
{
    internal Hdf5Recording(string path, long events, Hdf5Layout layout)
    {
        Path = path;
        Events = events;
        Layout = layout;
    }

    /// <summary>Its path inside the file: of the group that holds its columns, or of the table of its events.</summary>
    public string Path { get; }

    /// <summary>How many events the file says it has.</summary>
    public long Events { get; }

    /// <summary>Its label as the file stores it (a dataset <c>label</c> or <c>target</c> beside it); null where there is none.</summary>
    public long? Label { get; init; }

    /// <summary>The label's name, where the file lists names (attributes of the file called by the label's number).</summary>
    public string? ClassName { get; init; }

    /// <summary>Who was recorded, where an attribute <c>subject</c> says it.</summary>
    public string? Subject { get; init; }

    /// <summary>The sensor's size, where attributes say it.</summary>
    public SensorSize? SensorSize { get; init; }

    internal Hdf5Layout Layout { get; }

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{Path} ({Events} events{(Label is { } label ? $", label {label}" : "")}{(ClassName is { } name ? $" {name}" : "")})");
}
