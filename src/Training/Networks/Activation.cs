using System.Text.Json.Serialization;

namespace NeuroKit.Training.Networks;

/// <summary>What stands behind the normalisations of a network.</summary>
public enum Activation
{
    /// <summary>The network's own spiking neurons.</summary>
    [JsonStringEnumMemberName("spiking")]
    Spiking,

    /// <summary>
    /// ReLU: the same layers under the same names as an artificial network, which has no memory. Each frame is seen by itself and the logits
    /// of the frames are averaged, so that it is usually given one: the sum of all frames, or a still image.
    /// </summary>
    [JsonStringEnumMemberName("relu")]
    Relu,
}
