using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Binning;

public sealed class MultiFrameBinningTests
{
    private static readonly SensorSize s_size = new(9, 7);

    public static TheoryData<int, int, string> Recordings()
    {
        var data = new TheoryData<int, int, string>();
        foreach (int events in (ReadOnlySpan<int>)[0, 1, 3, 15, 16, 17, 255, 256, 257, 1000, 4099, 20_003])
        {
            foreach (string pace in (ReadOnlySpan<string>)["steady", "gaps", "bursts", "still"])
                data.Add(events, events * 31 + pace.Length, pace);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void ExactEqualsEachRuleAlone(int count, int seed, string pace)
    {
        using EventBuffer events = Make(count, seed, pace);
        int[][] numbers = [[16, 8, 4], [4, 8, 16], [16, 8, 4, 2, 1], [12, 6, 4, 3], [16, 10, 4], [15, 10], [8, 8], [5]];
        foreach (FixedFrameBinning rule in (ReadOnlySpan<FixedFrameBinning>)[FrameBinning.ByCount(1), FrameBinning.ByTime(1)])
        {
            foreach (int[] bins in numbers)
            {
                MultiFrameBinning multi = MultiFrameBinning.Exact([.. bins.Select(rule.WithBins)]);
                Tensor<int>[] together = multi.ToFrames<int>(events.Span, s_size);
                foreach (int chunk in (ReadOnlySpan<int>)[1, 7, 4096])
                {
                    Tensor<int>[] streamed = Stream(multi, events, chunk);
                    for (int i = 0; i < bins.Length; i++)
                        Assert.True(Flat(together[i]).SequenceEqual(Flat(streamed[i])), $"{rule} {string.Join(',', bins)} in chunks of {chunk}: T={bins[i]}");
                }

                for (int i = 0; i < bins.Length; i++)
                {
                    int[] alone = Flat(rule.WithBins(bins[i]).ToFrames<int>(events.Span, s_size));
                    Assert.True(alone.SequenceEqual(Flat(together[i])), $"{rule} {string.Join(',', bins)}: T={bins[i]}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void NestedFramesAreSumsOfTheFinest(int count, int seed, string pace)
    {
        using EventBuffer events = Make(count, seed, pace);
        foreach (FixedFrameBinning rule in (ReadOnlySpan<FixedFrameBinning>)[FrameBinning.ByCount(1), FrameBinning.ByTime(1)])
        {
            foreach ((int[] bins, int multiple) in ((int[], int)[])[([16, 8, 4], 16), ([15, 10], 30), ([4, 16, 8], 16), ([3], 3)])
            {
                int[] finest = Flat(rule.WithBins(multiple).ToFrames<int>(events.Span, s_size));
                Tensor<int>[] nested = MultiFrameBinning.Nested(rule, bins).ToFrames<int>(events.Span, s_size);
                int cells = 2 * (int)s_size.Pixels;
                for (int i = 0; i < bins.Length; i++)
                {
                    int[] expected = new int[bins[i] * cells];
                    for (int j = 0; j < finest.Length; j++)
                        expected[(j / cells / (multiple / bins[i]) * cells) + (j % cells)] += finest[j];
                    Assert.Equal(expected, Flat(nested[i]));
                }
            }
        }
    }

    private static EventBuffer Make(int count, int seed, string pace)
    {
        var random = new Random(seed);
        var events = new EventBuffer(Math.Max(1, count));
        long t = 1000;
        for (int i = 0; i < count; i++)
        {
            events.Add(new Event(t, (ushort)random.Next(s_size.Width), (ushort)random.Next(s_size.Height), (byte)random.Next(2)));
            t += pace switch
            {
                "steady" => 3,
                "gaps" => random.Next(50) == 0 ? random.Next(100_000) : random.Next(3),
                "bursts" => random.Next(10) == 0 ? 37 : 0,
                _ => 0,
            };
        }

        return events;
    }

    private static Tensor<int>[] Stream(MultiFrameBinning multi, EventBuffer events, int chunk)
    {
        var frames = multi.Bins.Select(bins => new int[bins * 2 * (int)s_size.Pixels]).ToArray();
        FrameHandler[] receivers = [.. frames.Select(to => (FrameHandler)((frame, counts) => counts.CopyTo(to.AsSpan(frame.Index * counts.Length))))];
        using var accumulator = new MultiFrameAccumulator(multi, s_size, receivers, FrameBinning.TotalsOf(events, FrameOptions.Default), FrameOptions.Default);
        for (int from = 0; from < events.Count; from += chunk)
            accumulator.Add(events.Span.Slice(from, Math.Min(chunk, events.Count - from)));
        accumulator.Complete();
        return [.. frames.Select((data, i) => Tensor.Create(data, [multi.Bins[i], 2, s_size.Height, s_size.Width]))];
    }

    private static int[] Flat(Tensor<int> tensor)
    {
        int[] flat = new int[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
