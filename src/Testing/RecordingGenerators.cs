using FsCheck;
using FsCheck.Fluent;
using NeuroKit.Events;

namespace NeuroKit.Testing;

/// <summary>
/// Generators of recordings for property tests: sensors from one pixel up, no event, one event, bursts of one time, pauses, clocks past
/// 2^31 and 2^32, and on request events out of order and outside the sensor. For <c>[Property(Arbitrary = …)]</c> see
/// <see cref="RecordingArbitraries"/>.
/// </summary>
public static class RecordingGenerators
{
    /// <summary>Recordings and how to shrink them.</summary>
    /// <param name="options">What they may hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Arbitrary<Recording> Recordings(RecordingOptions? options = null)
    {
        RecordingOptions chosen = options ?? RecordingOptions.Default;
        return Arb.From(Recording(chosen), Shrink);
    }

    /// <summary>A generator of recordings; FsCheck's size sets how many events they tend to have.</summary>
    /// <param name="options">What they may hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Gen<Recording> Recording(RecordingOptions? options = null)
    {
        RecordingOptions chosen = options ?? RecordingOptions.Default;
        chosen.Validate();
        // One number from FsCheck decides all events: replay holds, and a recording costs no generator an event.
        return
            from size in SensorSizes(chosen.MaxWidth, chosen.MaxHeight)
            from count in EventCounts(chosen.MaxEvents)
            from seed in Gen.Choose(0, int.MaxValue)
            select RecordingMaker.Make(size, count, (ulong)seed, chosen);
    }

    /// <summary>Sizes of sensors: one pixel, one row, one column, small ones, and those of real cameras.</summary>
    /// <param name="maxWidth">Widest.</param>
    /// <param name="maxHeight">Highest.</param>
    public static Gen<SensorSize> SensorSizes(int maxWidth, int maxHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeight, 1);
        SensorSize[] real = [.. new[] { SensorSize.NMnist, SensorSize.Dvs128, SensorSize.NCars, SensorSize.Davis240, new SensorSize(300, 300) }
            .Where(s => s.Width <= maxWidth && s.Height <= maxHeight)
            .DefaultIfEmpty(new SensorSize(maxWidth, maxHeight))];
        return Gen.Frequency(
            (2, Gen.Constant(new SensorSize(1, 1))),
            (2, Gen.Choose(1, maxWidth).Select(w => new SensorSize(w, 1))),
            (2, Gen.Choose(1, maxHeight).Select(h => new SensorSize(1, h))),
            (10, Gen.Choose(1, Math.Min(12, maxWidth)).SelectMany(w => Gen.Choose(1, Math.Min(12, maxHeight)).Select(h => new SensorSize(w, h)))),
            (3, Gen.Elements(real)));
    }

    /// <summary>Ways to cut a recording into chunks.</summary>
    public static Gen<Chunking> Chunkings()
        => Gen.Frequency(
            (1, Gen.Constant(new Chunking([1]))),
            (3, Gen.Elements(2, 3, 31, 32, 33, 1000, 4096).Select(n => new Chunking([n]))),
            (4, Gen.Choose(1, 100).ArrayOf(7).Select(sizes => new Chunking(sizes))));

    /// <summary>Simpler recordings than one: fewer events, times nearer to 0, a smaller sensor.</summary>
    /// <param name="recording">The recording.</param>
    public static IEnumerable<Recording> Shrink(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return RecordingShrinker.Shrink(recording);
    }

    private static Gen<int> EventCounts(int most)
        => Gen.Sized(size => Gen.Frequency(
            (1, Gen.Constant(0)),
            (1, Gen.Constant(Math.Min(1, most))),
            (8, Gen.Choose(0, Math.Min(most, (size * 4) + 3))),
            (2, Gen.Elements(31, 32, 33, 63, 64, 65).Select(n => Math.Min(n, most))),
            (1, Gen.Choose(0, Math.Min(most, (size * 60) + 3)))));
}
