namespace NeuroKit.Frames;

/// <summary>How an <see cref="EventSpikeTensor"/> spreads an event over the bins, k of the paper.</summary>
public enum SpikeKernel
{
    /// <summary>Over the two bins nearest in time: max(0, 1 − |c − t|/Δc), Δc the distance of two bins.</summary>
    Trilinear,

    /// <summary>Over all bins at or after the event: exp(−(c − t)/τ).</summary>
    Exponential,
}
