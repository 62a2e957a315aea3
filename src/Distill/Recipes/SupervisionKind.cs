using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>How the teacher comes by its knowledge.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SupervisionKind>))]
public enum SupervisionKind
{
    /// <summary>It was trained before and stays as it is.</summary>
    [JsonStringEnumMemberName("frozen")]
    Frozen,

    /// <summary>Stage by stage: who was taught in one stage stays as it is and teaches the next.</summary>
    [JsonStringEnumMemberName("chain")]
    Chain,

    /// <summary>It learns beside its students, in the same steps from the same recordings; no gradient flows back from them.</summary>
    [JsonStringEnumMemberName("joint")]
    Joint,
}
