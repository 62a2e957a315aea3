using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events.Tests.Core;

/// <summary>The vectorised questions about times against loops that ask one time after another.</summary>
[Properties(Arbitrary = [typeof(Columns)], MaxTest = 500)]
public sealed class TimeColumnTests
{
    [Property]
    public void TheFirstStepBackIsFoundWhereverItStands(RawTimes times)
        => Assert.Equal(FirstStepBack(times.Values), TimeColumn.FirstStepBack(times.Values));

    [Fact]
    public void TheFirstStepBackIsFoundAtEveryPlaceOfEveryLength()
    {
        for (int length = 0; length < 140; length++)
        {
            long[] t = [.. Enumerable.Range(0, length).Select(i => (long)i)];
            Assert.Equal(-1, TimeColumn.FirstStepBack(t));
            for (int at = 1; at < length; at++)
            {
                long kept = t[at];
                t[at] = t[at - 1] - 1;
                Assert.Equal(at, TimeColumn.FirstStepBack(t));
                t[at] = kept;
            }
        }
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue, -1)]
    [InlineData(long.MaxValue, long.MinValue, 1)]
    [InlineData(-1, 0, -1)]
    [InlineData(0, -1, 1)]
    public void StepsOverTheWholeAxisDoNotOverflow(long first, long second, int expected)
    {
        foreach (int before in (int[])[0, 7, 31, 40])
        {
            long[] t = [.. Enumerable.Repeat(first, before + 1), second, .. Enumerable.Repeat(second, 40)];
            Assert.Equal(expected < 0 ? -1 : before + 1, TimeColumn.FirstStepBack(t));
        }
    }

    [Property]
    public void StepsBackAreCountedFromTheTimeBeforeTheColumnOn(RawTimes times, byte cut)
    {
        long[] t = times.Values;
        int expected = Enumerable.Range(1, Math.Max(0, t.Length - 1)).Count(i => t[i] < t[i - 1]);
        int at = Math.Min(cut, t.Length);
        int first = TimeColumn.CountStepsBack(t.AsSpan(0, at), long.MinValue);
        Assert.Equal(expected, first + TimeColumn.CountStepsBack(t.AsSpan(at), at == 0 ? long.MinValue : t[at - 1]));
    }

    [Property]
    public void TheRangeIsSmallestAndLargest(RawTimes times)
    {
        if (times.Values.Length > 0)
            Assert.Equal((times.Values.Min(), times.Values.Max()), TimeColumn.Range(times.Values));
    }

    [Property]
    public void TheLowerBoundIsTheFirstTimeNotBelow(RawTimes times, byte pick, sbyte nudge)
    {
        long[] t = [.. times.Values.Order()];
        long wanted = t.Length == 0 ? nudge : t[pick % t.Length] + nudge;
        Assert.Equal(t.Count(each => each < wanted), TimeColumn.LowerBound(t, wanted));
    }

    [Property]
    public void UnwrappingEqualsTheRuleEventByEventHoweverTheColumnIsCut(RawTimes times, byte chunk)
    {
        long[] expected = Unwrapped(times.Values, 1L << 32);
        long[] whole = [.. times.Values];
        (long previous, long offset) = (-1, 0);
        TimeColumn.Unwrap(whole, ref previous, ref offset);
        Assert.Equal(expected, whole);

        long[] cut = [.. times.Values];
        (previous, offset) = (-1, 0);
        int size = 1 + (chunk % 70);
        for (int from = 0; from < cut.Length; from += size)
            TimeColumn.Unwrap(cut.AsSpan(from, Math.Min(size, cut.Length - from)), ref previous, ref offset);
        Assert.Equal(expected, cut);
    }

    [Fact]
    public void ALateEventFromBeforeAWrapStaysBeforeItAtAChunksStart()
    {
        long[] t = [0xFFFF_FFF0, 5];
        (long previous, long offset) = (-1, 0);
        TimeColumn.Unwrap(t, ref previous, ref offset);
        long[] late = [0xFFFF_FFF8, 0xFFFF_FFF9];
        TimeColumn.Unwrap(late, ref previous, ref offset);
        Assert.Equal([0xFFFF_FFF8, 0xFFFF_FFF9], late);
    }

    private static int FirstStepBack(long[] t)
    {
        for (int i = 1; i < t.Length; i++)
        {
            if (t[i] < t[i - 1])
                return i;
        }

        return -1;
    }

    // A drop of more than half the range is a wrap, a leap of more than half after a wrap an event from before it.
    private static long[] Unwrapped(long[] raw, long period)
    {
        long[] t = new long[raw.Length];
        long wraps = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (i > 0 && raw[i - 1] - raw[i] > period / 2)
                wraps++;
            else if (i > 0 && raw[i] - raw[i - 1] > period / 2 && wraps > 0)
                wraps--;
            t[i] = raw[i] + (wraps * period);
        }

        return t;
    }

    /// <summary>Raw 32-bit times: mostly forward, with steps back, wraps and leaps.</summary>
    public sealed record RawTimes(long[] Values)
    {
        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }

    public static class Columns
    {
        public static Arbitrary<RawTimes> Times()
        {
            Gen<long> step = Gen.Frequency(
                (20, Gen.Choose(0, 50).Select(n => (long)n)), (2, Gen.Choose(-60, -1).Select(n => (long)n)),
                (2, Gen.Elements(1L << 30, 1L << 31, (1L << 31) + 1, -(1L << 31), -(1L << 30))));
            Gen<RawTimes> times =
                from start in Gen.Elements(0L, 100L, (1L << 31) - 300, (1L << 32) - 300)
                from steps in step.ListOf()
                select new RawTimes([.. steps.Aggregate(new List<long> { start }, (list, each) =>
                {
                    list.Add((list[^1] + each) & 0xFFFF_FFFF);
                    return list;
                })]);
            return Arb.From(times, Shrink);
        }

        private static IEnumerable<RawTimes> Shrink(RawTimes times)
        {
            for (int i = 0; i < times.Values.Length; i++)
            {
                int at = i;
                yield return new RawTimes([.. times.Values.Where((_, j) => j != at)]);
            }
        }
    }
}
