using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>The mean over the steps of the student's entropy (TSER Eq. 9), which is maximised: its weight is −λ (Eq. 10).</summary>
internal sealed class EntropyTerm(string name, double weight, double temperature) : LossTerm(name, weight)
{
    public override bool NeedsTeacher => false;

    public override Tensor Compute(LossInput input)
    {
        Tensor log = input.StepLogProbabilities(temperature);
        return (log.exp() * log).sum(-1).mean().neg();
    }
}
