using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>How the teacher comes by its knowledge.</summary>
public enum SupervisionKind
{
    /// <summary>It was trained before and stays as it is.</summary>
    [JsonStringEnumMemberName("frozen")]
    Frozen,
}
