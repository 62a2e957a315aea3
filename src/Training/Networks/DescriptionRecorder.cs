using NeuroKit.Training.Layers;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>Notes the layers as they compute.</summary>
internal sealed class DescriptionRecorder : ILayerObserver
{
    private readonly List<LayerDescription> _layers = [];

    public void OnLayer(in LayerCall call)
        => _layers.Add(new LayerDescription(call.Name, call.Kind, call.Input.shape[1..], call.Output.shape[1..], OwnParameters(call.Module), call.MacsPerStep));

    public void OnAttention(in AttentionCall call)
        => _layers.Add(new LayerDescription(call.Name, "attention", call.Query.shape[1..], call.Product.shape[1..], 0, call.MacsPerStep));

    public NetworkDescription Describe(SpikingNetwork network, IReadOnlyDictionary<nn.Module, string> names)
    {
        HashSet<string> called = [.. _layers.Select(layer => layer.Name)];
        IEnumerable<LayerDescription> idle =
            from entry in names
            let parameters = OwnParameters(entry.Key)
            where parameters > 0 && !called.Contains(entry.Value)
            select new LayerDescription(entry.Value, entry.Key.GetName(), [], [], parameters, 0);
        return new NetworkDescription(network.Identifier, network.Options, [.. _layers, .. idle]);
    }

    private static long OwnParameters(nn.Module module) => module.parameters(recurse: false).Sum(parameter => parameter.numel());
}
