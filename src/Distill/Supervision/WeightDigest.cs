using System.Security.Cryptography;
using System.Text;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>A digest of a network's weights: equal weights, equal digests.</summary>
internal static class WeightDigest
{
    /// <summary>SHA-256 over the names, shapes and values of all parameters and buffers, in their order.</summary>
    /// <param name="network">The network.</param>
    public static string Of(SpikingNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, Tensor tensor) in network.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\t{tensor.dtype}\t{string.Join(",", tensor.shape)}\n"));
            Tensor plain = tensor.cpu().contiguous();
            hash.AppendData(plain.bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
