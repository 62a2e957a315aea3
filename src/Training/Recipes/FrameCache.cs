using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>Where frames are between epochs.</summary>
public enum FrameCache
{
    /// <summary>Nowhere: recordings are read anew in each epoch.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>In memory, all of them, as small whole numbers where they fit.</summary>
    [JsonStringEnumMemberName("memory")]
    Memory,
}
