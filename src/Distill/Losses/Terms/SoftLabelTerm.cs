using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>Soft labels on the mean logits, BKDSNN Eq. 7 and 8: τ²·CE(q_stu, q_tea), the teacher's probabilities being the target; or one of its relatives.</summary>
internal sealed class SoftLabelTerm(string name, double weight, SoftLabelForm form, double temperature, bool isTemperatureSquared) : LossTerm(name, weight)
{
    // The released code's guard against a teacher without error.
    private const double Epsilon = 1e-7;

    public override Tensor Compute(LossInput input)
    {
        Tensor student = LossInput.LogProbabilities(input.StudentMean, temperature);
        Tensor teacher = LossInput.LogProbabilities(input.TeacherMean, temperature);
        Tensor perSample = form switch
        {
            SoftLabelForm.CrossEntropy => (teacher.exp() * student).sum(-1).neg(),
            SoftLabelForm.Divergence => (teacher.exp() * (teacher - student)).sum(-1),
            SoftLabelForm.Weighted => (teacher.exp() * student).sum(-1).neg() * SampleWeights(input),
            _ => throw new InvalidOperationException($"found an unknown form {form}"),
        };
        Tensor mean = perSample.mean();
        return isTemperatureSquared ? mean * (temperature * temperature) : mean;
    }

    // w = 1 − exp(−max(u, 0)) with u = CE(student, target) / CE(teacher, target) at temperature 1.
    private static Tensor SampleWeights(LossInput input)
    {
        using IDisposable quiet = no_grad();
        Tensor ofStudent = (LossInput.LogProbabilities(input.StudentMean, 1) * input.Targets).sum(-1).neg();
        Tensor ofTeacher = (LossInput.LogProbabilities(input.TeacherMean, 1) * input.Targets).sum(-1).neg();
        return (ofStudent / (ofTeacher + Epsilon)).clamp_min(0).neg().expm1().neg();
    }
}
