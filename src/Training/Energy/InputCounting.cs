namespace NeuroKit.Training.Energy;

/// <summary>How a layer is counted whose input is not only 0 and 1.</summary>
public enum InputCounting
{
    /// <summary>Additions, as many as the mean of its input says: a 3 is added three times.</summary>
    Accumulates,

    /// <summary>Multiplications, all of them at every step.</summary>
    Macs,
}
