namespace NeuroKit.Events.Simulation;

/// <summary>
/// How a picture moves before the sensor. Immutable and thread-safe. For the same events on every machine a path uses + − × ÷ and √ alone.
/// </summary>
public abstract class ImagePath
{
    /// <summary>How long the movement takes, in microseconds.</summary>
    public abstract long DurationMicroseconds { get; }

    /// <summary>The path in a line of text: paths of one description move alike.</summary>
    public abstract string Description { get; }

    /// <summary>Where the picture is.</summary>
    /// <param name="timeMicroseconds">Time since the start, 0 … <see cref="DurationMicroseconds"/>.</param>
    public abstract PathOffset OffsetAt(long timeMicroseconds);

    /// <inheritdoc/>
    public override string ToString() => Description;
}
