namespace NeuroKit.Training.Weights;

/// <summary>Which names a file of weights is given.</summary>
public enum WeightNames
{
    /// <summary>Those of our networks, for example <c>block1.unit1.conv.weight</c>.</summary>
    Own,

    /// <summary>Those of the published models (<see cref="SpikingJellyNames"/>).</summary>
    SpikingJelly,
}
