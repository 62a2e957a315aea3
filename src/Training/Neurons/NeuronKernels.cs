using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>The kernels that there are, the preferred first; the last does everything.</summary>
internal static class NeuronKernels
{
    private static readonly INeuronKernel[] s_kernels = [new FusedKernel(), new SequenceKernel(), new CompositeKernel()];

    public static INeuronKernel For(in NeuronDynamics dynamics, Tensor x)
    {
        foreach (INeuronKernel kernel in s_kernels)
        {
            if (kernel.Supports(dynamics, x))
                return kernel;
        }

        throw new NotSupportedException($"no neuron kernel takes {x.dtype} on {x.device}");
    }
}
