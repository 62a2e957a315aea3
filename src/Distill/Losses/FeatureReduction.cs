using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>How squared differences of features become one number.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureReduction>))]
public enum FeatureReduction
{
    /// <summary>Their sum over samples, channels and pixels, as BKDSNN Eq. 5 is printed: it grows with the batch.</summary>
    [JsonStringEnumMemberName("sum")]
    Sum,

    /// <summary>Their sum over channels and pixels, averaged over the samples.</summary>
    [JsonStringEnumMemberName("batch-mean")]
    BatchMean,

    /// <summary>Their mean over everything.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,
}
