using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>The 1×1 convolution that brings a feature to the other side's width.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureAlignment>))]
public enum FeatureAlignment
{
    /// <summary>Only where the widths differ (BKDSNN Eq. 4).</summary>
    [JsonStringEnumMemberName("when-widths-differ")]
    WhenWidthsDiffer,

    /// <summary>Always.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>Always, followed by batch normalisation (of the batch in training mode, by running statistics in evaluation mode) and ReLU (KDSNN, after the paper's description).</summary>
    [JsonStringEnumMemberName("normalized")]
    Normalized,
}
