using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>How features are held against each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureMatching>))]
public enum FeatureMatching
{
    /// <summary>Blurred knowledge distillation (BKDSNN Eq. 2–5): channels masked at random, restored by a small network, squared differences.</summary>
    [JsonStringEnumMemberName("blurred")]
    Blurred,

    /// <summary>Squared differences, after a 1×1 convolution where the widths differ.</summary>
    [JsonStringEnumMemberName("plain")]
    Plain,

    /// <summary>Attention transfer: squares summed over the channels, each sample's map divided by its length.</summary>
    [JsonStringEnumMemberName("attention")]
    Attention,
}
