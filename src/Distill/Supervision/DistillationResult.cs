namespace NeuroKit.Distill.Supervision;

/// <summary>What a distillation gave.</summary>
/// <param name="Teacher">The teacher's folder.</param>
/// <param name="TeacherSteps">Its frames a recording.</param>
/// <param name="Outlook">What teacher and students knew before.</param>
/// <param name="Cached">Whether the teacher's answers were kept.</param>
/// <param name="Students">The students.</param>
public sealed record DistillationResult(
    string Teacher, int TeacherSteps, DistillationOutlook Outlook, bool Cached, IReadOnlyList<DistilledStudent> Students);
