using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Image <c>[1, H, W]</c>: the number of events of each pixel, both polarities together; signed: ON minus OFF events. Conserves (signed) events.
/// Counts above 2^24 are rounded to what 32-bit floats hold. Source: the event count image of Maqueda et al. 2018 and others, channels summed;
/// signed, Metavision's <c>diff</c> (<c>max_incr_per_pixel</c> = 1, no clipping) and openeb's <c>event_image</c>.
/// </summary>
public sealed class EventCountImage : EventRepresentation
{
    /// <summary>Makes the representation.</summary>
    /// <param name="signed">Whether OFF events count −1.</param>
    public EventCountImage(bool signed = false) => Signed = signed;

    /// <summary>Whether OFF events count −1.</summary>
    public bool Signed { get; }

    /// <inheritdoc/>
    public override string Description => Signed ? "event count image, signed" : "event count image";

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size) => [1, size.Height, size.Width];

    private protected override bool NeedsTimeOrder(EventSpan events) => false;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        // As many cells are counted as two tensors hold.
        if (2 * size.Pixels > Array.MaxLength)
            throw new ArgumentException($"A sensor of {size} has {2 * size.Pixels} cells; at most {Array.MaxLength} fit.", nameof(size));
        using var counts = new PooledCounts(events, size);
        if (Signed)
            TensorPrimitives.Subtract(counts.On, counts.Off, counts.Off);
        else
            TensorPrimitives.Add(counts.On, counts.Off, counts.Off);
        Narrowing.Saturate(counts.Off, destination);
    }
}
