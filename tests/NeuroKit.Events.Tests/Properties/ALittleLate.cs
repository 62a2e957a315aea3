using FsCheck;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>For <c>[Property(Arbitrary = …)]</c>: recordings in which times may step back by up to a millisecond.</summary>
public static class ALittleLate
{
    public static Arbitrary<FormatRecording> Pairs() => FormatRecordingGenerators.Pairs(largestStepBack: 1_000);
}
