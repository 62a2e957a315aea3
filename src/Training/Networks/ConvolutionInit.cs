using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>The beginning that residual networks are given: normal, of variance 2 over a convolution's outgoing connections.</summary>
internal static class ConvolutionInit
{
    public static void Apply(SpikingNetwork network)
    {
        using IDisposable quiet = no_grad();
        foreach (nn.Module module in network.modules())
        {
            if (module is Conv2d convolution)
            {
                double outgoing = convolution.out_channels * convolution.kernel_size.Aggregate(1.0, (product, side) => product * side);
                nn.init.normal_(convolution.weight, 0, Math.Sqrt(2 / outgoing));
            }
        }
    }
}
