using FsCheck;
using FsCheck.Fluent;

namespace NeuroKit.Testing;

/// <summary>
/// What FsCheck generates for this library's types in <c>[Property(Arbitrary = [typeof(RecordingArbitraries)])]</c>:
/// <see cref="Recording"/> (in order, inside the sensor), <see cref="DisorderedRecording"/>, <see cref="OutlyingRecording"/> and
/// <see cref="Chunking"/>.
/// </summary>
public static class RecordingArbitraries
{
    /// <summary>Recordings in order and inside their sensor.</summary>
    public static Arbitrary<Recording> Recordings() => RecordingGenerators.Recordings();

    /// <summary>Recordings in which times may step back.</summary>
    public static Arbitrary<DisorderedRecording> Disordered()
        => Arb.Convert(
            RecordingGenerators.Recordings(new RecordingOptions { LargestStepBackMicroseconds = 100_000 }),
            recording => new DisorderedRecording(recording), wrapped => wrapped.Recording);

    /// <summary>Recordings in which events may lie outside the sensor or have a polarity above 1.</summary>
    public static Arbitrary<OutlyingRecording> Outlying()
        => Arb.Convert(
            RecordingGenerators.Recordings(new RecordingOptions { AllowsOutside = true }),
            recording => new OutlyingRecording(recording), wrapped => wrapped.Recording);

    /// <summary>Ways to cut a recording.</summary>
    public static Arbitrary<Chunking> Chunkings() => RecordingGenerators.Chunkings().ToArbitrary();
}
