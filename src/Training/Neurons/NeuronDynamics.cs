using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>All that a kernel has to know of a neuron for one call.</summary>
/// <param name="Threshold">V_th.</param>
/// <param name="ResetPotential">V_reset of a hard reset; null for a soft one.</param>
/// <param name="DetachReset">Whether no gradient flows through the reset.</param>
/// <param name="Surrogate">The derivative of a spike.</param>
/// <param name="Leak">1/τ where it is a constant; null where nothing leaks or the leak is learnt.</param>
/// <param name="LearntLeak">1/τ where it is learnt: a scalar that autograd follows.</param>
/// <param name="DecayInput">Whether the input decays with the leak.</param>
internal readonly record struct NeuronDynamics(
    double Threshold, double? ResetPotential, bool DetachReset, SurrogateFunction Surrogate, double? Leak, Tensor? LearntLeak, bool DecayInput)
{
    /// <summary>Where the potential begins.</summary>
    public double Rest => ResetPotential ?? 0;
}
