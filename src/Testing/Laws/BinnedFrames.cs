using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Testing;

/// <summary>Frames as a rule handed them over: copies of their counts, and what it said of them.</summary>
internal sealed class BinnedFrames(SensorSize size)
{
    private readonly List<int[]> _counts = [];

    public List<FrameInfo> Infos { get; } = [];

    public int Count => _counts.Count;

    public ReadOnlySpan<int> this[int k] => _counts[k];

    public static BinnedFrames Whole(FrameBinning rule, EventSpan events, SensorSize size, FrameOptions? options)
    {
        var frames = new BinnedFrames(size);
        rule.Integrate(events, size, frames.Take, options);
        return frames;
    }

    public void Take(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        Infos.Add(frame);
        _counts.Add(counts.ToArray());
    }

    public long Sum(int k)
    {
        long sum = 0;
        foreach (int count in _counts[k])
            sum += count;
        return sum;
    }

    /// <summary>The first cell in which two runs of a rule differ, in words; null where they are equal.</summary>
    public string? DifferenceFrom(BinnedFrames other, string mine, string theirs)
    {
        if (Count != other.Count)
            return $"{Count} frames {mine}, {other.Count} {theirs}";
        for (int k = 0; k < Count; k++)
        {
            if (Infos[k] != other.Infos[k])
                return $"frame {k} is {Infos[k]} {mine}, {other.Infos[k]} {theirs}";
            if (Difference(k, other[k], mine, theirs) is { } difference)
                return difference;
        }

        return null;
    }

    /// <summary>The first cell in which a frame differs from expected counts, in words; null where they are equal.</summary>
    public string? Difference(int k, ReadOnlySpan<int> expected, string mine, string theirs)
    {
        int at = this[k].CommonPrefixLength(expected);
        if (at == this[k].Length && at == expected.Length)
            return null;
        int pixels = (int)size.Pixels;
        return $"frame {k}, p {at / pixels}, y {at % pixels / size.Width}, x {at % size.Width}: {this[k][at]} {mine}, {expected[at]} {theirs}";
    }
}
