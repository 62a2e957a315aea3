using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>What is made small.</summary>
public enum LossKind
{
    /// <summary>The cross entropy of the logits' mean over the steps.</summary>
    [JsonStringEnumMemberName("ce")]
    CrossEntropy,

    /// <summary>The mean over the steps of each step's cross entropy (temporal efficient training).</summary>
    [JsonStringEnumMemberName("tet")]
    TemporalEfficient,
}
