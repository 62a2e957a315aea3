namespace NeuroKit.Training.Networks;

/// <summary>One layer of a network.</summary>
/// <param name="Name">Its path, for example <c>block1.unit1.conv</c>.</param>
/// <param name="Kind">What it is: <c>Conv2d</c>, <c>BatchNorm2d</c>, <c>PLIF</c>, <c>attention</c> …</param>
/// <param name="InputShape">What goes in, for one step of one sample; empty where the layer is never called.</param>
/// <param name="OutputShape">What comes out, for one step of one sample; empty where the layer is never called.</param>
/// <param name="Parameters">Its learnt parameters.</param>
/// <param name="MacsPerStep">Multiplications with addition, for one step of one sample.</param>
public sealed record LayerDescription(string Name, string Kind, IReadOnlyList<long> InputShape, IReadOnlyList<long> OutputShape, long Parameters, long MacsPerStep)
{
    /// <summary>Whether the layer holds parameters that no pass uses, as two layer norms a block of the published Spikingformer for event frames.</summary>
    public bool IsIdle => OutputShape.Count == 0;
}
