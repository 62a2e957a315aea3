using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Experiments;

/// <summary>How a cell's students are trained.</summary>
public enum ExperimentMethodKind
{
    /// <summary>On the task alone.</summary>
    [JsonStringEnumMemberName("undistilled")]
    Undistilled,

    /// <summary>From a teacher of more steps.</summary>
    [JsonStringEnumMemberName("distilled")]
    Distilled,

    /// <summary>On the task alone, from the teacher's weights on: what is gained without a teacher beside.</summary>
    [JsonStringEnumMemberName("warm-start")]
    WarmStart,

    /// <summary>From an undistilled student of as many steps and another seed: what is gained without more steps.</summary>
    [JsonStringEnumMemberName("self")]
    Self,

    /// <summary>The same layers with ReLU for the spiking neurons, on the sum of all frames: a baseline of one frame a recording, whatever the students' steps.</summary>
    [JsonStringEnumMemberName("artificial")]
    Artificial,
}
