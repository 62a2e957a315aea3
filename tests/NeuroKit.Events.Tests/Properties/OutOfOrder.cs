using FsCheck;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>For <c>[Property(Arbitrary = …)]</c>: recordings in which times may step back by up to a tenth of a second.</summary>
public static class OutOfOrder
{
    public static Arbitrary<FormatRecording> Pairs() => FormatRecordingGenerators.Pairs(largestStepBack: 100_000);
}
