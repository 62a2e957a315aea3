namespace NeuroKit.Frames;

/// <summary>How an event fades with its age Δ µs, for a time constant τ µs. Both are 1 at Δ = 0.</summary>
public enum TimeDecay
{
    /// <summary>exp(−Δ/τ).</summary>
    Exponential,

    /// <summary>max(0, 1 − Δ/(3τ)): nothing is left after 3τ (tonic's <c>decay="lin"</c>).</summary>
    Linear,
}
