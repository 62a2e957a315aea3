namespace NeuroKit.Frames.Transforms;

/// <summary>The transforms of clips.</summary>
public static class ClipTransforms
{
    /// <summary>Exchanges left and right.</summary>
    /// <param name="probability">How often, 0 … 1. Default: every second clip.</param>
    public static ClipTransform HorizontalFlip(double probability = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return new FlipTransform(probability);
    }
}
