using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>Parts one after the other, under their own names.</summary>
internal sealed class LayerSequence : SpikingLayer
{
    private readonly nn.Module[] _parts;

    public LayerSequence(params (string Name, nn.Module Part)[] parts)
        : base(nameof(LayerSequence))
    {
        foreach ((string name, nn.Module part) in parts)
            Part(name, part);
        _parts = [.. parts.Select(p => p.Part)];
    }

    public override Tensor forward(Tensor x, SpikingPass pass) => Run(_parts, x, pass);

    /// <summary>Runs parts in their order; what lies between two of them is given back as soon as nothing needs it.</summary>
    public static Tensor Run(IEnumerable<nn.Module> parts, Tensor x, SpikingPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor current = x;
        foreach (nn.Module part in parts)
        {
            Tensor next = part switch
            {
                SpikingLayer layer => pass.Run(layer, current),
                nn.Module<Tensor, Tensor> module => pass.Run(module, current),
                _ => throw new NotSupportedException($"{part.GetName()} is no layer from a tensor to a tensor"),
            };
            if (!ReferenceEquals(current, x) && !ReferenceEquals(current, next))
                current.Dispose();
            current = next;
        }

        return ReferenceEquals(current, x) ? x : current.MoveToOuterDisposeScope();
    }
}
