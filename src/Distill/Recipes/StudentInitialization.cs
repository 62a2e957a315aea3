using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>Where students begin.</summary>
public enum StudentInitialization
{
    /// <summary>At weights drawn by the seed.</summary>
    [JsonStringEnumMemberName("fresh")]
    Fresh,

    /// <summary>At the teacher's weights; it must be the same network.</summary>
    [JsonStringEnumMemberName("teacher")]
    Teacher,
}
