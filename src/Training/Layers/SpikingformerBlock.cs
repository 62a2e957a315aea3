using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>x + attention(x), then x + MLP(x): residuals of potentials, the neurons inside.</summary>
internal sealed class SpikingformerBlock : SpikingLayer
{
    private readonly SpikingSelfAttention _attention;
    private readonly SpikingMlp _mlp;

    /// <summary>Makes the block.</summary>
    /// <param name="width">The channels.</param>
    /// <param name="heads">The heads, which divide the channels.</param>
    /// <param name="neuron">Makes neurons of a threshold.</param>
    /// <param name="idleNorms">Whether the two layer norms are there that the published model for event frames holds and never calls.</param>
    public SpikingformerBlock(long width, long heads, Func<double, nn.Module<Tensor, Tensor>> neuron, bool idleNorms)
        : base(nameof(SpikingformerBlock))
    {
        if (idleNorms)
        {
            Part("norm1", nn.LayerNorm(width));
            Part("norm2", nn.LayerNorm(width));
        }

        _attention = Part("attn", new SpikingSelfAttention(width, heads, neuron));
        _mlp = Part("mlp", new SpikingMlp(width, neuron));
    }

    public override Tensor forward(Tensor x, SpikingPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x + pass.Run(_attention, x);
        return (attended + pass.Run(_mlp, attended)).MoveToOuterDisposeScope();
    }
}
