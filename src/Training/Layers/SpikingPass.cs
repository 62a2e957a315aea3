using NeuroKit.Training.Networks;
using NeuroKit.Training.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>One forward pass: its steps and samples, what of it is to be kept, and who looks on.</summary>
internal sealed class SpikingPass(
    IReadOnlyDictionary<nn.Module, string> names, ForwardRequest request, long steps, long samples, ILayerObserver? observer)
{
    private readonly HashSet<string> _wanted = [.. request.Features];

    public Dictionary<string, Tensor> Features { get; } = [];

    public Dictionary<string, double> FiringRates { get; } = [];

    /// <summary>Runs a part made of parts.</summary>
    public Tensor Run(SpikingLayer layer, Tensor x) => Keep(layer, layer.call(x, this));

    /// <summary>Runs neurons, step by step.</summary>
    public Tensor Run(SpikingNeuron neuron, Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sequence = x.reshape([steps, samples, .. x.shape[1..]]);
        Tensor spikes = (request.Streaming ? neuron.Continue(sequence) : neuron.call(sequence)).reshape(x.shape);
        if (request.FiringRates)
        {
            using IDisposable quiet = no_grad();
            FiringRates[names[neuron]] = spikes.mean().to_type(ScalarType.Float64).item<double>();
        }

        observer?.OnLayer(new LayerCall(names[neuron], neuron.Kind, neuron, x, spikes));
        return Keep(neuron, spikes).MoveToOuterDisposeScope();
    }

    /// <summary>Runs a part without memory on all steps at once.</summary>
    public Tensor Run(nn.Module<Tensor, Tensor> module, Tensor x)
    {
        if (module is SpikingNeuron neuron)
            return Run(neuron, x);
        Tensor y = module.call(x);
        observer?.OnLayer(new LayerCall(names[module], module.GetName(), module, x, y));
        return Keep(module, y);
    }

    /// <summary>Says that an attention computed (q kᵀ) v, all [T·N, heads, L, d].</summary>
    public void OnAttention(SpikingLayer layer, Tensor q, Tensor k, Tensor v, Tensor product)
        => observer?.OnAttention(new AttentionCall($"{names[layer]}.attention", q, k, v, product));

    private Tensor Keep(nn.Module module, Tensor y)
    {
        if (_wanted.Count == 0)
            return y;
        string name = names[module] + ".out";
        if (_wanted.Contains(name))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor sequence = y.reshape([steps, samples, .. y.shape[1..]]);
            Tensor kept = request.FeatureForm == FeatureForm.TimeMean ? sequence.mean([0]) : sequence;
            Features.Add(name, kept.DetachFromDisposeScope());
        }

        return y;
    }
}
