namespace NeuroKit.Events;

/// <summary>The sensor's size is in neither the file nor the options. It is never inferred from the events.</summary>
public sealed class SensorSizeUnknownException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="format">The file's format.</param>
    public SensorSizeUnknownException(string source, string format)
        : base(source, null, $"no sensor size in the file (format {format})",
            "a size: pass sensorSize, EventReadOptions.SensorSize or a data set; on the command line --size WxH or --data-set ID")
    {
    }
}
