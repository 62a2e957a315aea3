using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// The neuron in one pass over memory for each direction (<see cref="FusedNeuron"/>), where <see cref="SequenceKernel"/> takes a pass for each
/// operation. On the CPU, in single precision, with the arctangent; the values are those of <see cref="SequenceKernel"/>.
/// </summary>
internal sealed class FusedKernel : INeuronKernel
{
    public bool Supports(in NeuronDynamics dynamics, Tensor x)
        => dynamics.Surrogate is ATanSurrogate && x.dtype == ScalarType.Float32 && x.device_type == TorchSharp.DeviceType.CPU
            && x.numel() <= int.MaxValue / sizeof(float);

    public (Tensor Spikes, Tensor Potential) Run(in NeuronDynamics dynamics, Tensor x, Tensor? potential)
    {
        List<Tensor> outputs = FusedFunction.apply(x, dynamics, potential!, dynamics.LearntLeak!);
        return (outputs[0], outputs[1]);
    }
}
