using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Neurons;

/// <summary>Every kernel against the reference.</summary>
public sealed class KernelTests : TrainingTest
{
    public static IEnumerable<object[]> Cases
        => from leak in new[] { "none", "fixed", "fixed, whole input", "learnt", "learnt, whole input" }
           from bits in Enumerable.Range(0, 32)
           select new object[] { leak, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0 };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void TheSequenceKernelEqualsTheReference(string leak, bool hard, bool detach, bool carried, bool atan, bool channelsLast)
    {
        SurrogateFunction surrogate = atan ? SurrogateFunction.ATan() : SurrogateFunction.Sigmoid(3);
        Tensor x = (randn((long[])[5, 2, 3, 4, 6], dtype: ScalarType.Float64) + 0.7).requires_grad_();
        Tensor learnt = tensor(0.4, dtype: ScalarType.Float64).requires_grad_();
        Tensor start = randn((long[])[2, 3, 4, 6], dtype: ScalarType.Float64).requires_grad_();
        Tensor ofSpikes = randn(x.shape, dtype: ScalarType.Float64);
        Tensor ofPotential = randn(start.shape, dtype: ScalarType.Float64);
        var dynamics = new NeuronDynamics(
            0.8, hard ? -0.1 : null, detach, surrogate, leak.StartsWith("fixed", StringComparison.Ordinal) ? 0.6 : null,
            leak.StartsWith("learnt", StringComparison.Ordinal) ? learnt : null, DecayInput: !leak.EndsWith("whole input", StringComparison.Ordinal));

        (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) Run(INeuronKernel kernel)
        {
            // The layout that convolutions leave: channels last in memory, in the same shape.
            Tensor input = channelsLast ? x.permute(0, 1, 3, 4, 2).contiguous().permute(0, 1, 4, 2, 3) : x;
            Assert.True(kernel.Supports(dynamics, input));
            (Tensor spikes, Tensor potential) = kernel.Run(dynamics, input, carried ? start : null);
            Tensor value = (spikes * ofSpikes).sum() + (potential * ofPotential).sum();
            Tensor[] inputs = [x, .. carried ? (Tensor[])[start] : [], .. dynamics.LearntLeak is null ? (Tensor[])[] : [learnt]];
            return (spikes, potential, autograd.grad([value], inputs));
        }

        (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) expected = Run(new CompositeKernel());
        (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) actual = Run(new SequenceKernel());
        Close(expected.Spikes, actual.Spikes, 0);
        Close(expected.Potential, actual.Potential, 1e-14);
        Assert.InRange(expected.Spikes.mean().item<double>(), 0.1, 0.9);
        for (int i = 0; i < expected.Gradients.Count; i++)
            Close(expected.Gradients[i], actual.Gradients[i], 1e-12);
    }

    // Libtorch fuses multiplications with additions on processors that can; there both kernels give the same bits.
    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void TheFusedKernelEqualsTheSequenceKernel(string leak, bool hard, bool detach, bool carried, bool otherShape, bool channelsLast)
    {
        SurrogateFunction surrogate = SurrogateFunction.ATan(otherShape ? 3 : 2);
        // More than a tile and more than one thread's share, with a rest that fills no vector; or less than a vector.
        Tensor x = (randn(otherShape ? (long[])[6, 2, 3, 41, 90] : [4, 1, 1, 2, 3]) + 0.7).requires_grad_();
        Tensor learnt = tensor(0.4f).requires_grad_();
        Tensor start = randn(x.shape[1..]).requires_grad_();
        Tensor ofSpikes = randn(x.shape);
        Tensor ofPotential = randn(start.shape);
        var dynamics = new NeuronDynamics(
            0.8, hard ? (otherShape ? -0.1 : 0) : null, detach, surrogate, leak.StartsWith("fixed", StringComparison.Ordinal) ? 0.6 : null,
            leak.StartsWith("learnt", StringComparison.Ordinal) ? learnt : null, DecayInput: !leak.EndsWith("whole input", StringComparison.Ordinal));

        (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) Run(INeuronKernel kernel, bool ofEnd)
        {
            Tensor input = channelsLast ? x.permute(0, 1, 3, 4, 2).contiguous().permute(0, 1, 4, 2, 3) : x;
            Assert.True(kernel.Supports(dynamics, input));
            (Tensor spikes, Tensor potential) = kernel.Run(dynamics, input, carried ? start : null);
            Tensor value = (spikes * ofSpikes).sum() + (ofEnd ? (potential * ofPotential).sum() : 0);
            Tensor[] inputs = [x, .. carried ? (Tensor[])[start] : [], .. dynamics.LearntLeak is null ? (Tensor[])[] : [learnt]];
            return (spikes, potential, autograd.grad([value], inputs));
        }

        bool fuses = System.Runtime.Intrinsics.X86.Fma.IsSupported;
        foreach (bool ofEnd in new[] { false, true })
        {
            (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) expected = Run(new SequenceKernel(), ofEnd);
            (Tensor Spikes, Tensor Potential, IList<Tensor> Gradients) actual = Run(new FusedKernel(), ofEnd);
            Close(expected.Spikes, actual.Spikes, 0);
            Close(expected.Potential, actual.Potential, fuses ? 0 : 1e-6);
            for (int i = 0; i < expected.Gradients.Count; i++)
                Close(expected.Gradients[i], actual.Gradients[i], fuses ? 0 : 1e-5);
        }
    }

    [SkippableFact]
    public void ASurrogateThatFiresInItsOwnWayIsLeftToTheReference()
    {
        var dynamics = new NeuronDynamics(1, 0, true, new SmoothSurrogate(SurrogateFunction.Sigmoid()), 0.5, null, true);
        Assert.False(new SequenceKernel().Supports(dynamics, zeros(1, 1)));
        Assert.IsType<CompositeKernel>(NeuronKernels.For(dynamics, zeros(1, 1)));
        Assert.IsType<SequenceKernel>(NeuronKernels.For(dynamics with { Surrogate = SurrogateFunction.Sigmoid() }, zeros(1, 1)));
        Assert.IsType<SequenceKernel>(NeuronKernels.For(dynamics with { Surrogate = SurrogateFunction.ATan() }, zeros(1, 1, dtype: ScalarType.Float64)));
        Assert.IsType<FusedKernel>(NeuronKernels.For(dynamics with { Surrogate = SurrogateFunction.ATan() }, zeros(1, 1)));
    }

    [SkippableFact]
    public void ASecondDerivativeIsRefusedRatherThanWrong()
    {
        using var neuron = new LifNeuron();
        Tensor x = randn(3, 2).requires_grad_();
        Tensor sum = neuron.call(x).sum();
        var exception = Assert.Throws<NotSupportedException>(() => autograd.grad([sum], [x], create_graph: true));
        Assert.Contains("create_graph", exception.Message, StringComparison.Ordinal);
    }
}
