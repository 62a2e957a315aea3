using System.Buffers;
using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Turns events into a record with its facts.</summary>
internal static class EventPacker
{
    /// <summary>Packs events.</summary>
    /// <param name="facts">The entry so far; what follows from the events is filled in.</param>
    /// <param name="events">The events, oriented.</param>
    /// <param name="size">The sensor after orientation, where it is known.</param>
    public static PackedRecord Pack(StoreEntry facts, EventSpan events, SensorSize? size)
    {
        long stepsBack = CountStepsBack(events);
        EventRecord record = EventRecord.Plan(events, stepsBack == 0, size);
        if (record.Length > Array.MaxLength)
            throw new StoreException(facts.Id, $"has {events.Length} events, which take {record.Length} bytes, more than one record holds; cut it into windows");
        int length = (int)record.Length;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        record.Write(events, bytes.AsSpan(0, length));
        (long min, long max) = Range(events, stepsBack == 0);
        StoreEntry entry = facts with
        {
            Events = events.Length,
            MinTime = min,
            MaxTime = max,
            StepsBack = stepsBack,
            Size = size,
            Content = Digest.Of(bytes.AsSpan(0, length)),
        };
        return new PackedRecord(entry, bytes, length);
    }

    private static (long Min, long Max) Range(EventSpan events, bool isInOrder)
        => events.IsEmpty ? (0, 0)
            : isInOrder ? (events.T[0], events.T[^1])
            : (TensorPrimitives.Min(events.T), TensorPrimitives.Max(events.T));

    private static long CountStepsBack(EventSpan events)
    {
        long count = 0;
        for (int at = events.FirstStepBack(); at >= 0; at = events.FirstStepBack())
        {
            count++;
            events = events[at..];
        }

        return count;
    }
}
