namespace NeuroKit.Testing;

/// <summary>A recording inside its sensor whose times may step back, for generators by type.</summary>
/// <param name="Recording">The recording.</param>
public sealed record DisorderedRecording(Recording Recording)
{
    /// <inheritdoc/>
    public override string ToString() => Recording.ToString();
}
