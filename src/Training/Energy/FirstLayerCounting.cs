namespace NeuroKit.Training.Energy;

/// <summary>How the layer that reads the frames is counted.</summary>
public enum FirstLayerCounting
{
    /// <summary>Multiplications at every step: event frames differ from step to step.</summary>
    MacsEveryStep,

    /// <summary>Multiplications once a sample: a still picture, shown at every step.</summary>
    MacsOnce,

    /// <summary>Additions at the rate of the frames, as of any other layer: frames that are binary.</summary>
    Accumulates,
}
