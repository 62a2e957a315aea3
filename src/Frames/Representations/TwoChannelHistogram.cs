using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Histogram <c>[2, H, W]</c>: the number of events of each pixel, channel 0 = OFF, 1 = ON. Conserves events. Counts above 2^24 are rounded to
/// what 32-bit floats hold. Source: tonic's <c>ToImage</c>; Metavision's <c>histo</c> with <c>max_incr_per_pixel</c> = 1 and no clipping (else its
/// values are min(clip, count/max_incr_per_pixel)).
/// </summary>
public sealed class TwoChannelHistogram : EventRepresentation
{
    /// <inheritdoc/>
    public override string Description => "two-channel histogram";

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size) => [2, size.Height, size.Width];

    private protected override bool NeedsTimeOrder(EventSpan events) => false;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        using var counts = new PooledCounts(events, size);
        Narrowing.Saturate(counts.Both, destination);
    }
}
