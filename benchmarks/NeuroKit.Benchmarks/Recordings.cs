using NeuroKit.Events;

namespace NeuroKit.Benchmarks;

/// <summary>Seeded events in memory: uniform over the sensor, 1 µs apart.</summary>
internal static class Recordings
{
    public static EventBuffer Uniform(int count, SensorSize size, int seed = 7)
    {
        var random = new Random(seed);
        var events = new EventBuffer(count);
        for (int i = 0; i < count; i++)
            events.Add(new Event(i, (ushort)random.Next(size.Width), (ushort)random.Next(size.Height), (byte)random.Next(2)));
        return events;
    }

    public static byte[] File(string format, EventBuffer events, SensorSize size)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, format, new EventWriteOptions { SensorSize = size });
        writer.Write(events);
        writer.Complete();
        return stream.ToArray();
    }
}
