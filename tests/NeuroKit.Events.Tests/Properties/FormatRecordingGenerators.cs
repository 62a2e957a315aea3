using FsCheck;
using FsCheck.Fluent;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>Generates pairs over all formats that can be written; a pair that fails is made simpler within its format.</summary>
internal static class FormatRecordingGenerators
{
    public static Arbitrary<FormatRecording> Pairs(long largestStepBack)
    {
        Gen<FormatRecording> pairs =
            from format in Gen.Elements<EventFormat>([.. EventFormats.Default.Writable])
            from recording in RecordingGenerators.Recording(FormatRecordings.OptionsFor(format, largestStepBack))
            select new FormatRecording(format, recording);
        return Arb.From(pairs, pair => RecordingGenerators.Shrink(pair.Recording).Select(simpler => pair with { Recording = simpler })).Filter(IsHeld);
    }

    // Steps back add up, and a simpler recording may step back further than the one it came from: atis40's clock cannot go back more than 23 bits.
    private static bool IsHeld(FormatRecording pair)
        => pair.Format.Name != "atis40" || FurthestBack(pair.Recording.Events.T) < (1 << 23) - (1 << 13);

    private static long FurthestBack(ReadOnlySpan<long> times)
    {
        long latest = long.MinValue;
        long furthest = 0;
        foreach (long t in times)
        {
            latest = Math.Max(latest, t);
            furthest = Math.Max(furthest, latest - t);
        }

        return furthest;
    }
}
