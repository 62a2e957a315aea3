namespace NeuroKit.Frames;

/// <summary>What an event is worth in an <see cref="EventSpikeTensor"/>, f of the paper.</summary>
public enum SpikeMeasure
{
    /// <summary>Its time as a share of the recording, (t − t_first)/(t_last − t_first), 0 … 1; 0 where all times are equal.</summary>
    Timestamp,

    /// <summary>1.</summary>
    Count,

    /// <summary>+1 for ON, −1 for OFF.</summary>
    Polarity,
}
