using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>The mean over the picture: [B, C, H, W] → [B, C].</summary>
internal sealed class SpatialMean() : nn.Module<Tensor, Tensor>(nameof(SpatialMean))
{
    public override Tensor forward(Tensor input) => input.mean([2, 3]);
}
