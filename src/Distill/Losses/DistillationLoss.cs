using NeuroKit.Training.Networks;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>A loss of a student beside a teacher. What it learns itself (aligners, restoration blocks) are its parameters: they join the optimiser and the checkpoint, and never reach the exported network.</summary>
/// <remarks>The teacher is always detached: no gradient reaches it. Its absence (null) is fine where <see cref="NeedsTeacher"/> is false.</remarks>
public abstract class DistillationLoss : nn.Module<DistillationSide, DistillationSide?, Tensor, DistillationTerms>
{
    /// <summary>Makes a loss.</summary>
    /// <param name="name">Its name.</param>
    protected DistillationLoss(string name)
        : base(name)
    {
    }

    /// <summary>Whether there must be a teacher.</summary>
    public virtual bool NeedsTeacher => true;

    /// <summary>The weights of its terms by name, as they are used: one that is rescaled for the form of its term (<see cref="FeatureReduction"/>) is here rescaled. Empty where a loss has none to name.</summary>
    public virtual IReadOnlyDictionary<string, double> Weights => new Dictionary<string, double>();

    /// <summary>What to ask of the student's pass.</summary>
    public virtual ForwardRequest StudentRequest => ForwardRequest.Plain;

    /// <summary>What to ask of the teacher's pass.</summary>
    public virtual ForwardRequest TeacherRequest => ForwardRequest.Plain;

    /// <summary>Computes the terms and their sum.</summary>
    /// <param name="input1">The student: logits [T, N, K] and its features.</param>
    /// <param name="input2">The teacher: logits [T′, N, K] and its features; null where none is needed.</param>
    /// <param name="input3">The targets: classes, int64 [N], or probabilities, float [N, K].</param>
    /// <returns>The terms, which the caller disposes; their tensors join the dispose scope of the call as well.</returns>
    public abstract override DistillationTerms forward(DistillationSide input1, DistillationSide? input2, Tensor input3);
}
