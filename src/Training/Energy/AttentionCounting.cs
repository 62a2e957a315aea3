namespace NeuroKit.Training.Energy;

/// <summary>How the products (q kᵀ) v of an attention with T steps, L tokens and heads of d channels are counted; r are the rates of q, k, v.</summary>
public enum AttentionCounting
{
    /// <summary>In the order computed: T·heads·L²·d·(min(r_q, r_k) + r_v) additions.</summary>
    AsComputed,

    /// <summary>As Spikingformer's own script counts, for the order q (kᵀ v): T·heads·L·d²·(min(r_k, r_v) + r_q) additions.</summary>
    KeyValueFirst,
}
