using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>Which of the teacher's steps each step of the student learns from, where the teacher is a spiking network (<see cref="TeacherStepMaps"/>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TeacherSteps>))]
public enum TeacherSteps
{
    /// <summary>All of them: the mean of the teacher's logits, for every step.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,

    /// <summary>Those of the same part of the recording, in proportion to the overlap. Both sides must see the same recording under the same augmentation.</summary>
    [JsonStringEnumMemberName("aligned-windows")]
    AlignedWindows,

    /// <summary>Those that end no later, held against the student's mean up to its own step. Both sides must see the same recording under the same augmentation.</summary>
    [JsonStringEnumMemberName("causal-prefix")]
    CausalPrefix,
}
