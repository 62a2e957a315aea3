using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>Finds how many channels features have.</summary>
internal static class FeatureChannels
{
    public static Dictionary<string, int> Of(SpikingNetwork network, IEnumerable<string> names)
    {
        bool wasTraining = network.training;
        network.eval(); // the statistics of normalisation stay as they are
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable quiet = no_grad();
            Device device = network.parameters().First().device;
            Tensor frame = zeros((long[])[1, 1, network.Options.Channels, network.Options.Height, network.Options.Width], device: device);
            using SpikingOutput output = network.Forward(frame, new ForwardRequest { Features = [.. names.Distinct()] });
            return output.Features.ToDictionary(feature => feature.Key, feature => checked((int)feature.Value.shape[1]));
        }
        finally
        {
            network.train(wasTraining);
        }
    }
}
