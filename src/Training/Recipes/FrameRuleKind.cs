using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>How events become frames.</summary>
public enum FrameRuleKind
{
    /// <summary>A fixed number of frames, each of as many events.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>A fixed number of frames, each of as much time.</summary>
    [JsonStringEnumMemberName("time")]
    Time,

    /// <summary>Frames of a fixed duration; their number varies.</summary>
    [JsonStringEnumMemberName("duration")]
    Duration,

    /// <summary>Frames of a fixed number of events; their number varies.</summary>
    [JsonStringEnumMemberName("events")]
    Events,

    /// <summary>A still image, shown at each of a fixed number of steps: for data sets of pictures.</summary>
    [JsonStringEnumMemberName("repeat")]
    Repeat,
}
