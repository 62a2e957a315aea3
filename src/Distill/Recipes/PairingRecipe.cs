using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Recipes;

/// <summary>How a teacher of before is run beside its students, switch by switch; what is left open (null) the loss's preset fills in.</summary>
/// <param name="ResetTeacherState">Whether the teacher's neurons begin at rest at each batch.</param>
/// <param name="SharedAugmentation">Whether the teacher sees recordings under the students' augmentation; false: under a draw of its own.</param>
/// <param name="SharedMixing">Whether the teacher sees the recordings mixed as the students do.</param>
public sealed record PairingRecipe(bool? ResetTeacherState = null, bool? SharedAugmentation = null, bool? SharedMixing = null)
{
    /// <summary>The pairing with what is left open taken from a preset.</summary>
    /// <param name="preset">The preset of the loss.</param>
    public TeacherPairing ToPairing(LossPreset preset)
    {
        var open = TeacherPairing.For(preset);
        return new TeacherPairing
        {
            ResetTeacherState = ResetTeacherState ?? open.ResetTeacherState,
            SharedAugmentation = SharedAugmentation ?? open.SharedAugmentation,
            SharedMixing = SharedMixing ?? open.SharedMixing,
        };
    }
}
