using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>How frames are brought to another size.</summary>
public enum FrameResizing
{
    /// <summary>The nearest pixel's count.</summary>
    [JsonStringEnumMemberName("nearest")]
    Nearest,

    /// <summary>Between the four nearest pixels' counts.</summary>
    [JsonStringEnumMemberName("bilinear")]
    Bilinear,
}
