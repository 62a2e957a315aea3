using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>Whether a teacher's answers are kept.</summary>
public enum TeacherCaching
{
    /// <summary>Where recordings look the same in every epoch; where they are varied at random the teacher looks anew.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>Never.</summary>
    [JsonStringEnumMemberName("off")]
    Off,
}
