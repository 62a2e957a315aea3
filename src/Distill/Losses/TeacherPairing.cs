namespace NeuroKit.Distill.Losses;

/// <summary>How the teacher is run beside the student. The losses take what they are given; this is for whoever runs the teacher.</summary>
public sealed record TeacherPairing
{
    /// <summary>
    /// Whether the teacher's neurons begin at rest at each batch. The released BKDSNN scripts never reset them. What they remember is in no checkpoint, so
    /// that a training with such a teacher, interrupted and resumed, does not equal an undisturbed one to the bit.
    /// </summary>
    public bool ResetTeacherState { get; init; } = true;

    /// <summary>Whether both sides see the recording under the same geometric augmentation. The released script for Spikingformer draws it for each side.</summary>
    public bool SharedAugmentation { get; init; } = true;

    /// <summary>Whether the teacher sees the recordings mixed as the student does. The released script for Spikingformer mixes the student's alone.</summary>
    public bool SharedMixing { get; init; } = true;

    /// <summary>The pairing of a preset.</summary>
    /// <param name="preset">The preset of the loss.</param>
    public static TeacherPairing For(LossPreset preset) => preset == LossPreset.ReleasedCode
        ? new TeacherPairing { ResetTeacherState = false, SharedAugmentation = false, SharedMixing = false }
        : new TeacherPairing();
}
