using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Binary frames <c>[T, 2, H, W]</c> of any binning rule: 1 where the frame counts an event of the pixel and polarity (channel 0 = OFF, 1 = ON),
/// else 0. Source: the usual thresholding of frames at one event, as tonic's <c>ToFrame</c> notes recommend by clamping to 1.
/// </summary>
public sealed class BinaryFrames : EventRepresentation
{
    /// <summary>Makes the representation.</summary>
    /// <param name="rule">The rule that cuts the events into frames.</param>
    public BinaryFrames(FrameBinning rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
    }

    /// <summary>The rule that cuts the events into frames.</summary>
    public FrameBinning Rule { get; }

    /// <inheritdoc/>
    public override string Description => $"binary frames, {Rule.Description}";

    /// <summary><c>[T, 2, H, W]</c>; null for a rule whose number of frames follows from the events.</summary>
    /// <param name="size">The sensor.</param>
    public override nint[]? ShapeFor(SensorSize size) => Rule is FixedFrameBinning { Bins: var bins } ? [bins, 2, size.Height, size.Width] : null;

    private protected override bool NeedsTimeOrder(EventSpan events) => FrameBits.IsByTime(Rule, events);

    private protected override nint[] ShapeOf(EventSpan events, SensorSize size, FrameOptions options)
        => [(nint)FrameBits.CountFrames(Rule, events, options), 2, size.Height, size.Width];

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
        => FrameBits.Add(Rule, events, size, destination, 1, options);
}
