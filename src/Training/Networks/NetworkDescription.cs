namespace NeuroKit.Training.Networks;

/// <summary>A network layer by layer, found by running it.</summary>
/// <param name="Network">The identifier.</param>
/// <param name="Options">What it was made for.</param>
/// <param name="Layers">The layers in the order of computation, idle ones last.</param>
public sealed record NetworkDescription(string Network, NetworkOptions Options, IReadOnlyList<LayerDescription> Layers)
{
    /// <summary>The learnt parameters.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Multiplications with addition for one step of one sample; normalisation (folded), neurons and pooling count nothing.</summary>
    public long MacsPerStep => Layers.Sum(layer => layer.MacsPerStep);
}
