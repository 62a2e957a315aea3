using FsCheck;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>For <c>[Property(Arbitrary = …)]</c>: recordings in order.</summary>
public static class InOrder
{
    public static Arbitrary<FormatRecording> Pairs() => FormatRecordingGenerators.Pairs(largestStepBack: 0);
}
