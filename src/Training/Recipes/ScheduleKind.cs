using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>How the learning rate goes from epoch to epoch.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    [JsonStringEnumMemberName("constant")]
    Constant,

    /// <summary>Half a cosine down to the minimum.</summary>
    [JsonStringEnumMemberName("cosine")]
    Cosine,

    /// <summary>Times a factor every so many epochs.</summary>
    [JsonStringEnumMemberName("step")]
    Step,

    /// <summary>A straight rise, then the cosine as if it had run from the first epoch on, then the minimum.</summary>
    [JsonStringEnumMemberName("warmup-cosine")]
    WarmupCosine,
}
