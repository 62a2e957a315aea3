using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>What is averaged over the steps before a loss that is not taken step by step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepAverage>))]
public enum StepAverage
{
    /// <summary>The logits, as predictions are made.</summary>
    [JsonStringEnumMemberName("logits")]
    Logits,

    /// <summary>The probabilities at the loss's temperature, as TSER Eq. 7 is printed.</summary>
    [JsonStringEnumMemberName("probabilities")]
    Probabilities,
}
