using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>(1/T)·Σ KL(Q_tea ‖ Q_stu(t)) (TSER Eq. 8), for a teacher of several steps with a map from its steps to the student's.</summary>
internal sealed class StepDivergenceTerm(string name, double weight, TeacherSteps steps, double temperature, bool isTemperatureSquared) : LossTerm(name, weight)
{
    public override Tensor Compute(LossInput input)
    {
        Tensor student = steps == TeacherSteps.CausalPrefix
            ? LossInput.LogProbabilities(RunningMean(input.StudentLogits), temperature)
            : input.StepLogProbabilities(temperature);
        return DivergenceTerm.Mean(LossInput.LogProbabilities(Mapped(input), temperature), student, temperature, isTemperatureSquared);
    }

    // [T, N, K], or [1, N, K] where every step learns from the same.
    private Tensor Mapped(LossInput input)
    {
        Tensor logits = input.TeacherLogits;
        long[] shape = logits.shape;
        if (shape[0] == 1)
            return logits;
        if (steps == TeacherSteps.Mean)
            return input.TeacherMean.unsqueeze(0);
        double[,] map = TeacherStepMaps.Create(steps, (int)shape[0], input.Steps);
        Tensor matrix = tensor(map, logits.dtype, logits.device);
        return matrix.matmul(logits.reshape(shape[0], -1)).reshape(input.Steps, shape[1], shape[2]);
    }

    private static Tensor RunningMean(Tensor logits)
    {
        Tensor counts = arange(1, logits.shape[0] + 1, dtype: logits.dtype, device: logits.device).reshape(-1, 1, 1);
        return logits.cumsum(0) / counts;
    }
}
