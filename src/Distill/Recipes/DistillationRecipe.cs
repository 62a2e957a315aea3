using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Recipes;

/// <summary>Who teaches whom.</summary>
/// <param name="Teacher">The teacher, where none is given on its own.</param>
/// <param name="Loss">The loss; it needs a teacher.</param>
/// <param name="Students">The students' frames a recording, each another number; they are trained side by side. Not with a chain, whose stages say theirs.</param>
/// <param name="Supervision">How the teacher comes by its knowledge.</param>
/// <param name="Stages">The stages of a chain, in their order; the teacher teaches the first.</param>
/// <param name="Weights">Whose weights teacher and students of a joint supervision are; null, and elsewhere: each its own.</param>
/// <param name="Bins">How frames of several numbers come out of one reading.</param>
/// <param name="Initialization">Where the students begin.</param>
/// <param name="Cache">Whether the teacher's answers are kept.</param>
/// <param name="AllowWorseTeacher">Whether a teacher that is worse than an untrained student may teach.</param>
/// <param name="Pairing">How the teacher is run beside its students; null, and what it leaves open: as the loss's preset says. Not with joint supervision.</param>
public sealed record DistillationRecipe(
    TeacherRecipe Teacher,
    DistillationLossOptions Loss,
    IReadOnlyList<int>? Students = null,
    SupervisionKind Supervision = SupervisionKind.Frozen,
    IReadOnlyList<DistillationStage>? Stages = null,
    JointWeights? Weights = null,
    BinSharing Bins = BinSharing.Exact,
    StudentInitialization Initialization = StudentInitialization.Fresh,
    TeacherCaching Cache = TeacherCaching.Auto,
    bool AllowWorseTeacher = false,
    PairingRecipe? Pairing = null)
{
    /// <summary>The students' frames a recording; none in a chain, whose stages say theirs.</summary>
    public IReadOnlyList<int> Students { get; init; } = Students ?? [];

    /// <summary>How the teacher is run beside its students, what is left open taken from the loss's preset.</summary>
    public TeacherPairing ToPairing() => (Pairing ?? new PairingRecipe()).ToPairing(Loss.Preset);
}
