using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>Whose published weights a preset takes: the BKDSNN paper and its code give one of each for event frames.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NetworkFamily>))]
public enum NetworkFamily
{
    /// <summary>Those of Wide-7B-Net: w_BKD 2·10⁻³, w_LD 1.</summary>
    [JsonStringEnumMemberName("convolutional")]
    Convolutional,

    /// <summary>Those of Spikingformer-2-256: w_BKD 7·10⁻⁵, w_LD 1 (0.1 in the released script).</summary>
    [JsonStringEnumMemberName("transformer")]
    Transformer,
}
