using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// A way to turn the events of a recording, or of a window cut from one, into a dense tensor of 32-bit floats. Immutable and thread-safe.
/// Events are never changed; those outside the sensor and those that step back in time are treated as <see cref="FrameOptions"/> say. Rules by
/// time look at the order, counts do not. An empty recording gives zeros, or no frame where the number of frames follows from the events.
/// </summary>
public abstract class EventRepresentation
{
    private protected EventRepresentation()
    {
    }

    /// <summary>The representation and its parameters in words, as recorded in results: for example <c>voxel grid, 5 bins, first-to-last</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The tensor's shape on a sensor; null where it also depends on the events.</summary>
    /// <param name="size">The sensor.</param>
    public abstract nint[]? ShapeFor(SensorSize size);

    /// <summary>Turns events into a new tensor, row-major.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error; it names the event's index.</exception>
    /// <exception cref="TooManyFramesException">The tensor would be larger than one array holds, or of more frames than the options allow.</exception>
    public Tensor<float> ToTensor(EventSpan events, SensorSize size, FrameOptions? options = null)
    {
        options ??= FrameOptions.Default;
        using PreparedEvents prepared = Prepare(events, size, options);
        nint[] shape = ShapeOf(prepared.Events, size, options);
        float[] data = new float[LengthOf(shape, size)];
        Fill(prepared.Events, size, data, options);
        return Tensor.Create(data, shape);
    }

    /// <summary>Turns events into memory of the caller's own, row-major; nothing is allocated for the result.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="destination">At least as long as the tensor; overwritten as far as the tensor reaches.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <returns>How many values were written, and how many events were left out.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error; it names the event's index.</exception>
    /// <exception cref="TooManyFramesException">The tensor would be larger than one array holds, or of more frames than the options allow.</exception>
    public RepresentationInfo Write(EventSpan events, SensorSize size, Span<float> destination, FrameOptions? options = null)
    {
        options ??= FrameOptions.Default;
        using PreparedEvents prepared = Prepare(events, size, options);
        nint[] shape = ShapeOf(prepared.Events, size, options);
        int length = LengthOf(shape, size);
        if (destination.Length < length)
            throw new ArgumentException($"The destination holds {destination.Length} values; '{Description}' on {size} needs {length} ([{string.Join(", ", shape)}]).", nameof(destination));
        destination = destination[..length];
        destination.Clear();
        Fill(prepared.Events, size, destination, options);
        return new RepresentationInfo(length, prepared.Dropped);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>Whether the events' times must not step back. Given the events inside the sensor.</summary>
    private protected abstract bool NeedsTimeOrder(EventSpan events);

    /// <summary>The shape for events that are inside the sensor and, where needed, in order.</summary>
    private protected virtual nint[] ShapeOf(EventSpan events, SensorSize size, FrameOptions options) => ShapeFor(size)!;

    /// <summary>Fills a cleared destination of the shape's length from events that are inside the sensor and, where needed, in order.</summary>
    private protected abstract void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options);

    private PreparedEvents Prepare(EventSpan events, SensorSize size, FrameOptions options)
    {
        // default(SensorSize) passes its constructor by; the loops rely on the size.
        if (size.IsDefault)
            throw new ArgumentException("A sensor has at least one pixel.", nameof(size));
        PreparedEvents inside = PreparedEvents.Inside(events, size, options);
        return NeedsTimeOrder(inside.Events) ? inside.InOrder(events, size, options) : inside;
    }

    private int LengthOf(nint[] shape, SensorSize size)
    {
        Int128 length = 1;
        foreach (nint side in shape)
            length *= side;
        return length <= Array.MaxLength
            ? (int)length
            : throw new TooManyFramesException($"'{Description}' on {size} is {length} values, more than one tensor holds ({Array.MaxLength}); take fewer or smaller ones.");
    }
}
