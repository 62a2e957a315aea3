using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>A module that computed: input and output are [T·N, …] and live only as long as the call.</summary>
internal readonly record struct LayerCall(string Name, string Kind, nn.Module Module, Tensor Input, Tensor Output)
{
    /// <summary>Multiplications and additions for one step of one sample; those of normalisation (folded), neurons and pooling are not counted.</summary>
    public long MacsPerStep => Module switch
    {
        Convolution convolution => PerStep(Output) * (convolution.in_channels / convolution.groups) * convolution.kernel_size.Aggregate(1L, (product, side) => product * side),
        Linear linear => PerStep(Output) * linear.in_features,
        _ => 0,
    };

    private static long PerStep(Tensor tensor) => tensor.numel() / tensor.shape[0];
}
