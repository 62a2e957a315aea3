using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>
/// The cross-entropy with the targets, over the steps' average or step by step (TET; TSER Eq. 8): −Σ y·ln Q. TSER Eq. 6 prints the two the other way round,
/// which has no finite value for a class as target.
/// </summary>
internal sealed class TaskTerm(string name, double weight, bool isPerStep, StepAverage average, double temperature) : LossTerm(name, weight)
{
    public override bool NeedsTeacher => false;

    public override Tensor Compute(LossInput input)
    {
        Tensor log = isPerStep ? input.StepLogProbabilities(temperature) : input.AveragedLogProbabilities(average, temperature);
        return (log * input.Targets).sum(-1).mean().neg();
    }
}
