using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// The neuron in plain operations, as one node of the graph whose backward is written out: of all that the steps compute it keeps the
/// charged potentials alone, where <see cref="CompositeKernel"/> keeps half a dozen tensors a step. Any device and type.
/// </summary>
internal sealed class SequenceKernel : INeuronKernel
{
    // A surrogate that fires in its own way has a gradient of its own too.
    public bool Supports(in NeuronDynamics dynamics, Tensor x) => !dynamics.Surrogate.FiresInItsOwnWay;

    public (Tensor Spikes, Tensor Potential) Run(in NeuronDynamics dynamics, Tensor x, Tensor? potential)
    {
        List<Tensor> outputs = SequenceFunction.apply(x, dynamics, potential!, dynamics.LearntLeak!);
        return (outputs[0], outputs[1]);
    }
}
