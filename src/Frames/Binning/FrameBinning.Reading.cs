using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

public abstract partial class FrameBinning
{
    /// <summary>
    /// Reads the rest of a recording chunk by chunk into frames <c>[T, 2, H, W]</c>. Where the rule must know the count or the times
    /// beforehand they come from the format where it knows them (and are verified), else from a first pass where the source can seek, else
    /// the events are held in memory up to <see cref="FrameOptions.MaxBufferedEvents"/>.
    /// </summary>
    /// <typeparam name="T">Type of the counts; a larger count saturates.</typeparam>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <exception cref="SensorSizeUnknownException">Neither the header nor the caller says the size.</exception>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public Tensor<T> ToFrames<T>(EventReader reader, SensorSize? size = null, FrameOptions? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        SensorSize sensor = SizeOf(reader, size);
        FrameCollector<T>? collector = null;
        FrameReading.Run(reader, Needs, (options ?? FrameOptions.Default).ForTensor(sensor), (totals, settings) =>
        {
            collector = new FrameCollector<T>(sensor, this is FixedFrameBinning { Bins: var bins } ? bins : -1);
            return CreateAccumulator(sensor, collector.Take, totals, settings);
        }, sensor, cancellationToken);
        return collector!.ToTensor();
    }

    /// <summary>As <see cref="ToFrames{T}(EventReader, SensorSize?, FrameOptions?, CancellationToken)"/> with 16-bit counts.</summary>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    public Tensor<ushort> ToFrames(EventReader reader, SensorSize? size = null, FrameOptions? options = null, CancellationToken cancellationToken = default)
        => ToFrames<ushort>(reader, size, options, cancellationToken);

    /// <summary>Reads the rest of a recording and hands over its frames one by one; nothing but the open frames is held.</summary>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="restart">Called before the first frame, and again if the format's totals prove wrong and the frames begin anew; gives the receiver.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>Events left out under <see cref="OutOfRangeHandling.Drop"/>.</returns>
    public long Integrate(EventReader reader, SensorSize? size, Func<FrameHandler> restart, FrameOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(restart);
        SensorSize sensor = SizeOf(reader, size);
        return FrameReading.Run(reader, Needs, options ?? FrameOptions.Default,
            (totals, settings) => CreateAccumulator(sensor, restart(), totals, settings), sensor, cancellationToken);
    }

    internal static SensorSize SizeOf(EventReader reader, SensorSize? size)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return size ?? reader.OrientedSensorSize ?? throw new SensorSizeUnknownException(reader.Name, reader.Header.Format);
    }
}
