using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

/// <summary>Seeded recordings that have what formulas trip over: gaps, bursts, equal times, one event, none, times far from 0.</summary>
internal static class Recordings
{
    public static SensorSize Size { get; } = new(9, 7);

    public static TheoryData<int, string> All()
    {
        var data = new TheoryData<int, string>();
        foreach (int events in (ReadOnlySpan<int>)[0, 1, 2, 3, 17, 100, 500])
        {
            foreach (string pace in (ReadOnlySpan<string>)["steady", "gaps", "bursts", "still"])
                data.Add(events, pace);
        }

        return data;
    }

    public static EventBuffer Make(int count, string pace)
    {
        var random = new Random((count * 31) + pace.Length);
        var events = new EventBuffer(Math.Max(1, count));
        long t = pace == "gaps" ? 5_000_000_000_123 : 1000;
        for (int i = 0; i < count; i++)
        {
            events.Add(new Event(t, (ushort)random.Next(Size.Width), (ushort)random.Next(Size.Height), (byte)random.Next(2)));
            t += pace switch
            {
                "steady" => 3,
                "gaps" => random.Next(20) == 0 ? random.Next(2_000) : random.Next(3),
                "bursts" => random.Next(5) == 0 ? 37 : 0,
                _ => 0,
            };
        }

        return events;
    }

    public static EventBuffer Of(params (long T, int X, int Y, int P)[] events)
    {
        var buffer = new EventBuffer(Math.Max(1, events.Length));
        foreach ((long t, int x, int y, int p) in events)
            buffer.Add(new Event(t, (ushort)x, (ushort)y, (byte)p));
        return buffer;
    }

    public static float[] Flat(Tensor<float> tensor)
    {
        float[] flat = new float[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    public static nint[] Shape(Tensor<float> tensor) => tensor.Lengths.ToArray();

    /// <summary>Index into a row-major tensor.</summary>
    public static int At(ReadOnlySpan<int> shape, params ReadOnlySpan<int> index)
    {
        int at = 0;
        for (int i = 0; i < shape.Length; i++)
            at = (at * shape[i]) + index[i];
        return at;
    }

    public static void Close(double[] expected, float[] actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"value {i}: expected {expected[i]}, got {actual[i]}");
        }
    }
}
