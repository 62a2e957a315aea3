using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>A feature of the student and the feature of the teacher that it is held against.</summary>
/// <param name="Student">The student's, for example <c>block7.out</c>. The papers take the last before the head; which one the BKDSNN runs on event frames took is not recorded.</param>
/// <param name="Teacher">The teacher's; null for the same name.</param>
/// <param name="StudentChannels">The channels of the student's; <see cref="DistillationLossOptions.WithChannels"/> fills them in.</param>
/// <param name="TeacherChannels">The channels of the teacher's.</param>
public sealed record FeaturePair(string Student, string? Teacher = null, int? StudentChannels = null, int? TeacherChannels = null)
{
    /// <summary>The name of the teacher's feature.</summary>
    [JsonIgnore]
    public string TeacherName => Teacher ?? Student;
}
