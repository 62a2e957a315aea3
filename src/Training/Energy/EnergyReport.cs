namespace NeuroKit.Training.Energy;

/// <summary>Where a network's energy goes, estimated from the operations that its inputs cause.</summary>
/// <param name="Network">The identifier.</param>
/// <param name="Steps">T.</param>
/// <param name="Samples">The samples measured, over which everything is averaged.</param>
/// <param name="Options">The conventions.</param>
/// <param name="Layers">The layers in the order of computation.</param>
public sealed record EnergyReport(string Network, long Steps, long Samples, EnergyOptions Options, IReadOnlyList<EnergyLayer> Layers)
{
    /// <summary>Synaptic operations a sample.</summary>
    public double Sops => Layers.Sum(layer => layer.Sops);

    /// <summary>Multiplications with addition a sample.</summary>
    public double Macs => Layers.Sum(layer => layer.Macs);

    /// <summary>Additions a sample.</summary>
    public double Accumulates => Layers.Sum(layer => layer.Accumulates);

    /// <summary>Millijoules a sample.</summary>
    public double Millijoules => Layers.Sum(layer => layer.Picojoules) * 1e-9;

    /// <summary>The plain mean of the firing rates of all layers of neurons; 0 where there are none.</summary>
    public double MeanFiringRate => Layers.Where(layer => layer.FiringRate is not null).Select(layer => layer.FiringRate!.Value).DefaultIfEmpty(0).Average();
}
