using TorchSharp;
using static TorchSharp.torch;

// The default generator and the grad mode are the process's own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NeuroKit.Training.Tests;

/// <summary>What the tests that compute share: they skip where libtorch is not there, and dispose what they made.</summary>
public abstract class TrainingTest : IDisposable
{
    private static readonly Lazy<string?> s_absence = new(FindAbsence);
    private readonly DisposeScope _scope;
    private readonly List<string> _folders = [];

    protected TrainingTest()
    {
        Skip.If(s_absence.Value is not null, s_absence.Value);
        _scope = NewDisposeScope();
        set_num_threads(1); // so little work waits longer for threads than it takes; runs set their own
        manual_seed(1);
    }

    public void Dispose()
    {
        _scope.Dispose();
        foreach (string folder in _folders)
            Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A folder that goes with the test.</summary>
    protected string TemporaryFolder()
    {
        string folder = Directory.CreateTempSubdirectory("neurokit-training").FullName;
        _folders.Add(folder);
        return folder;
    }

    protected static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        double error = (expected.to_type(ScalarType.Float64) - actual.to_type(ScalarType.Float64)).abs().max().item<double>();
        Assert.True(error <= tolerance, $"off by {error}");
    }

    protected static void Close(double[] expected, Tensor actual, double tolerance) => Close(tensor(expected).reshape(actual.shape), actual, tolerance);

    protected static bool BitEqual(Tensor a, Tensor b) => a.dtype == b.dtype && a.shape.AsSpan().SequenceEqual(b.shape) && a.eq(b).all().item<bool>();

    /// <summary>Holds the gradient of a weighted sum by autograd against central differences, for every element of the inputs.</summary>
    /// <param name="f">From the inputs to a tensor.</param>
    /// <param name="inputs">Double tensors that require gradients.</param>
    protected static void CheckGradient(Func<Tensor> f, params Tensor[] inputs)
    {
        const double Step = 1e-6;
        Tensor value = f();
        Tensor weights = arange(1, value.numel() + 1, dtype: ScalarType.Float64).reshape(value.shape) / value.numel();
        IList<Tensor> gradients = autograd.grad([(value * weights).sum()], inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor flat = inputs[i].detach().reshape(-1);
            double[] found = new double[flat.numel()];
            for (int j = 0; j < found.Length; j++)
                found[j] = (At(flat, j, Step) - At(flat, j, -Step)) / (2 * Step);
            Close(found, gradients[i], 1e-6);
        }

        double At(Tensor flat, int index, double by)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable quiet = no_grad();
            Tensor element = flat[index];
            double before = element.item<double>();
            element.fill_(before + by);
            double sum = (f() * weights).sum().item<double>();
            element.fill_(before);
            return sum;
        }
    }

    private static string? FindAbsence()
    {
        try
        {
            using Tensor probe = ones(1);
            return null;
        }
        catch (Exception exception) when ((exception as TypeInitializationException)?.InnerException is NotSupportedException or DllNotFoundException || exception is NotSupportedException or DllNotFoundException)
        {
            return (exception.InnerException ?? exception).Message;
        }
    }
}
