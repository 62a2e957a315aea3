using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>What a safetensors file holds. Disposing it disposes the tensors.</summary>
public sealed class SafeTensorSet : IDisposable
{
    internal SafeTensorSet(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The tensors by name, in the order of their bytes; on the CPU, without gradients, in no dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>The texts that go with them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();
    }
}
