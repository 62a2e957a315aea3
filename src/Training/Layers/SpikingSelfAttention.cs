using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>Spikingformer's attention: neurons before q, k, v and behind each; (q kᵀ) v by a constant, without softmax; neurons, projection.</summary>
internal sealed class SpikingSelfAttention : SpikingLayer
{
    /// <summary>The constant in place of softmax's 1/√d.</summary>
    private const double Scale = 0.125;

    /// <summary>The threshold of the neurons behind the products, whose scaled sums are small.</summary>
    private const double ProductThreshold = 0.5;

    private readonly long _heads;
    private readonly nn.Module<Tensor, Tensor> _input;
    private readonly nn.Module[] _query;
    private readonly nn.Module[] _key;
    private readonly nn.Module[] _value;
    private readonly nn.Module<Tensor, Tensor> _product;
    private readonly Conv1d _projection;
    private readonly BatchNorm1d _projectionNorm;

    /// <summary>Makes the attention.</summary>
    /// <param name="width">The channels.</param>
    /// <param name="heads">The heads, which divide the channels.</param>
    /// <param name="neuron">Makes neurons of a threshold.</param>
    public SpikingSelfAttention(long width, long heads, Func<double, nn.Module<Tensor, Tensor>> neuron)
        : base(nameof(SpikingSelfAttention))
    {
        if (width % heads != 0)
            throw new ArgumentException($"found {width} channels, which {heads} heads do not divide", nameof(width));
        _heads = heads;
        _input = Part("proj_lif", neuron(1));
        _query = Branch("q", width, neuron);
        _key = Branch("k", width, neuron);
        _value = Branch("v", width, neuron);
        _product = Part("attn_lif", neuron(ProductThreshold));
        _projection = Part("proj_conv", nn.Conv1d(width, width, 1L));
        _projectionNorm = Part("proj_bn", nn.BatchNorm1d(width));
    }

    public override Tensor forward(Tensor x, SpikingPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = pass.Run(_input, x).flatten(2);
        Tensor q = Heads(LayerSequence.Run(_query, tokens, pass));
        Tensor k = Heads(LayerSequence.Run(_key, tokens, pass));
        Tensor v = Heads(LayerSequence.Run(_value, tokens, pass));
        Tensor product = matmul(matmul(q, k.transpose(-2, -1)), v);
        pass.OnAttention(this, q, k, v, product);
        Tensor merged = (product * Scale).transpose(2, 3).reshape(tokens.shape);
        return LayerSequence.Run([_product, _projection, _projectionNorm], merged, pass).reshape(x.shape).MoveToOuterDisposeScope();
    }

    private nn.Module[] Branch(string name, long width, Func<double, nn.Module<Tensor, Tensor>> neuron) =>
    [
        Part(name + "_conv", nn.Conv1d(width, width, 1L, bias: false)),
        Part(name + "_bn", nn.BatchNorm1d(width)),
        Part(name + "_lif", neuron(1)),
    ];

    // [B, C, L] → [B, heads, L, d]; a head is a run of neighbouring channels.
    private Tensor Heads(Tensor x) => x.reshape(x.shape[0], _heads, x.shape[1] / _heads, x.shape[2]).transpose(2, 3);
}
