// Frames from events as they arrive: a moving bar before a 64x64 sensor, in chunks of any size, binned every 10 ms.
using NeuroKit.Events;
using NeuroKit.Frames;

var size = new SensorSize(64, 64);
using FrameAccumulator accumulator = FrameBinning.ByDuration(10_000).CreateAccumulator(size, (frame, counts) =>
{
    // The span is valid during the call only: look, or copy.
    int busiest = counts.IndexOf(counts.ToArray().Max());
    Console.WriteLine($"frame {frame.Index}: {frame.Events} events, busiest column {busiest % size.Width}");
});

using var chunk = new EventBuffer(500);
for (long t = 0; t < 100_000; t += 20)
{
    int column = (int)(t * size.Width / 100_000);
    chunk.Add(new Event(t, (ushort)column, (ushort)(t / 20 % size.Height), P: 1));
    if (chunk.Count == chunk.Capacity)
    {
        accumulator.Add(chunk); // a camera's driver would hand over its chunk here
        chunk.Clear();
    }
}

accumulator.Add(chunk);
accumulator.Complete();
