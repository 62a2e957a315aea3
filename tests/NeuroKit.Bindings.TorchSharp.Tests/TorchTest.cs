using TorchSharp;
using TorchSharp.Native;
using Xunit;
using static TorchSharp.torch;

// The default generator, the grad mode's defaults and the native count of live tensors are the process's own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NeuroKit.Tests;

/// <summary>What the tests of the binding share: they skip where libtorch is not there, and dispose what they made.</summary>
public abstract class TorchTest : IDisposable
{
    private readonly DisposeScope _scope;

    protected TorchTest()
    {
        Skip.IfNot(NativeLibraryLoader.IsAvailable(out string reason), reason);
        _scope = NewDisposeScope();
        manual_seed(1);
    }

    public void Dispose()
    {
        _scope.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The number of native tensors, after the finalizers of what other tests left to them have run.</summary>
    protected static long LiveTensors()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return NativeMethods.nk_tensor_live_handles();
    }

    protected static void Close(Tensor expected, Tensor actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.shape, actual.shape);
        double error = expected.numel() == 0 ? 0 : (expected.to(float64) - actual.to(float64)).abs().max().item<double>();
        Assert.True(error <= tolerance, $"off by {error}:\n{expected.cpu().npstr()}\n{actual.cpu().npstr()}");
    }

    protected static void Close(double[] expected, Tensor actual, double tolerance = 1e-6) =>
        Close(tensor(expected).reshape(actual.shape), actual, tolerance);

    /// <summary>
    /// Compares the gradient of a scalar function by autograd with central differences, for every element of every input.
    /// </summary>
    /// <param name="f">Maps the inputs to a tensor, whose weighted sum is differentiated.</param>
    /// <param name="inputs">Double tensors that require gradients.</param>
    protected static void CheckGradient(Func<Tensor[], Tensor> f, params Tensor[] inputs)
    {
        const double Step = 1e-6;
        Tensor probe = f(inputs).detach();
        // A weight of its own for each output: a plain sum would hide gradients that cancel.
        Tensor weights = arange(1, probe.numel() + 1, dtype: float64).reshape(probe.shape) / probe.numel();
        IList<Tensor> gradients = autograd.grad([(f(inputs) * weights).sum()], inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor flat = inputs[i].detach().reshape(-1);
            var numerical = new double[flat.numel()];
            for (long j = 0; j < numerical.Length; j++)
            {
                double value = flat[j].item<double>();
                double Evaluate(double at)
                {
                    using (NewDisposeScope())
                    using (no_grad())
                    {
                        flat[j] = tensor(at, float64);
                        return (f(inputs) * weights).sum().item<double>();
                    }
                }

                numerical[j] = (Evaluate(value + Step) - Evaluate(value - Step)) / (2 * Step);
                flat[j] = tensor(value, float64);
            }

            Close(numerical, gradients[i], 1e-6);
        }
    }

    protected static Tensor Input(params long[] shape) => randn(shape, float64, requires_grad: true);
}
