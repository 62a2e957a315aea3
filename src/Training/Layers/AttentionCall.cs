using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>The products (q kᵀ) v of an attention, each [T·N, heads, L, d]; the tensors live only as long as the call.</summary>
internal readonly record struct AttentionCall(string Name, Tensor Query, Tensor Key, Tensor Value, Tensor Product)
{
    public long Heads => Query.shape[1];

    public long Tokens => Query.shape[2];

    public long HeadWidth => Query.shape[3];

    /// <summary>Multiplications and additions for one step of one sample: L·L·d twice for each head.</summary>
    public long MacsPerStep => 2 * Heads * Tokens * Tokens * HeadWidth;
}
