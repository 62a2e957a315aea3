using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>KL(Q_tea ‖ Q_stu), over the steps' average (TSER Eq. 7).</summary>
internal sealed class DivergenceTerm(string name, double weight, StepAverage average, double temperature, bool isTemperatureSquared) : LossTerm(name, weight)
{
    public override Tensor Compute(LossInput input)
        => Mean(LossInput.LogProbabilities(input.TeacherMean, temperature), input.AveragedLogProbabilities(average, temperature), temperature, isTemperatureSquared);

    /// <summary>The mean divergence of log-probabilities, teacher first.</summary>
    public static Tensor Mean(Tensor teacher, Tensor student, double temperature, bool isTemperatureSquared)
    {
        Tensor mean = (teacher.exp() * (teacher - student)).sum(-1).mean();
        return isTemperatureSquared ? mean * (temperature * temperature) : mean;
    }
}
