using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>Whose weights teacher and students of a joint supervision are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JointWeights>))]
public enum JointWeights
{
    /// <summary>Each its own.</summary>
    [JsonStringEnumMemberName("separate")]
    Separate,

    /// <summary>
    /// One set that serves every number of steps. Only what normalisation has counted (running means and variances) is kept for each number
    /// of steps apart, since frames of fewer steps hold more events each.
    /// </summary>
    [JsonStringEnumMemberName("shared")]
    Shared,
}
