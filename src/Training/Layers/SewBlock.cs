using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>A spike-element-wise residual block: y = g(A(x), x), the shortcut a convolution unit where the shape changes.</summary>
internal sealed class SewBlock : SpikingLayer
{
    private readonly SpikingLayer[] _body;
    private readonly SpikingLayer? _shortcut;
    private readonly SewConnection _connection;

    public SewBlock(SewConnection connection, SpikingLayer[] body, SpikingLayer? shortcut = null)
        : base(nameof(SewBlock))
    {
        for (int i = 0; i < body.Length; i++)
            Part($"unit{i + 1}", body[i]);
        _body = body;
        _shortcut = shortcut is null ? null : Part("shortcut", shortcut);
        _connection = connection;
    }

    public override Tensor forward(Tensor x, SpikingPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = LayerSequence.Run(_body, x, pass);
        Tensor passed = _shortcut is null ? x : pass.Run(_shortcut, x);
        return Join(_connection, a, passed).MoveToOuterDisposeScope();
    }

    internal static Tensor Join(SewConnection connection, Tensor a, Tensor x) => connection switch
    {
        SewConnection.Add => a + x,
        SewConnection.And => a * x,
        SewConnection.Iand => (1 - a) * x,
        _ => throw new ArgumentOutOfRangeException(nameof(connection), connection, "found an unknown connection"),
    };
}
