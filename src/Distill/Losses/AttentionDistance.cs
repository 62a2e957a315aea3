using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>How two attention maps are held against each other; both are averaged over the samples and summed over the layers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttentionDistance>))]
public enum AttentionDistance
{
    /// <summary>The length of the difference (LaSNN, after the paper's description).</summary>
    [JsonStringEnumMemberName("norm")]
    Norm,

    /// <summary>The mean of its squares over the pixels.</summary>
    [JsonStringEnumMemberName("mean-square")]
    MeanSquare,
}
