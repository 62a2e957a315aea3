namespace NeuroKit.Testing;

/// <summary>A recording in order, some of whose events may lie outside the sensor or have a polarity above 1, for generators by type.</summary>
/// <param name="Recording">The recording.</param>
public sealed record OutlyingRecording(Recording Recording)
{
    /// <inheritdoc/>
    public override string ToString() => Recording.ToString();
}
