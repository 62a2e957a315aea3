namespace NeuroKit.Events;

/// <summary>What a recording says of itself before its events.</summary>
/// <param name="Format">Name of the format, for example <c>aedat2</c>.</param>
/// <param name="SensorSize">The sensor's size where the file or the options say it; null where unknown.</param>
/// <param name="Start">When the recording began, where the file says it.</param>
/// <param name="Text">The header's text, lines separated by LF; empty where the format has none.</param>
/// <param name="ByteLength">Length of the header in bytes.</param>
public sealed record EventHeader(string Format, SensorSize? SensorSize, DateTimeOffset? Start = null, string Text = "", long ByteLength = 0)
{
    /// <summary>
    /// Which of its format's layouts the recording has, where a format has several: among <see cref="EventWriteOptions.FormatOptions"/> it
    /// makes a writer of that format choose the same. Null where there is nothing to choose.
    /// </summary>
    public EventFormatOptions? Layout { get; init; }
}
