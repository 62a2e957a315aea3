using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Recipes;

/// <summary>How frames of several numbers come out of one reading.</summary>
public enum BinSharing
{
    /// <summary>Each number by its own rule: a student sees in training what it sees alone.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>Cut once at the least common multiple and summed: a student's frame is to the event the sum of its teacher's.</summary>
    [JsonStringEnumMemberName("nested")]
    Nested,
}
