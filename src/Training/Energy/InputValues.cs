namespace NeuroKit.Training.Energy;

/// <summary>What values a layer's input was seen to have.</summary>
public enum InputValues
{
    /// <summary>0 and 1 only: spikes.</summary>
    Binary,

    /// <summary>Whole numbers from 0 on: sums of spikes, counts of events.</summary>
    Whole,

    /// <summary>Anything else.</summary>
    Real,
}
