using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>Which side is masked, aligned and restored, to be like the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureRoles>))]
public enum FeatureRoles
{
    /// <summary>The student's feature becomes like the teacher's (BKDSNN Eq. 4).</summary>
    [JsonStringEnumMemberName("student-to-teacher")]
    StudentToTeacher,

    /// <summary>The teacher's becomes like the student's, which is what the released scripts for event frames compute: they hand the two over in the other order. Gradients reach the student through the target alone.</summary>
    [JsonStringEnumMemberName("teacher-to-student")]
    TeacherToStudent,
}
