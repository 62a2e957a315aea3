namespace NeuroKit.Distill.Supervision;

/// <summary>What a distillation gave.</summary>
/// <param name="Teacher">The teacher's folder; of a chain, the first teacher's.</param>
/// <param name="TeacherSteps">Its frames a recording.</param>
/// <param name="Outlook">
/// What teacher and students knew before; of a chain, in the first stage that was worked at. Null where nothing was looked at: in joint
/// supervision nobody has learnt before, and stages that were finished are not gone through again.
/// </param>
/// <param name="Cached">Whether the teacher's answers were kept.</param>
/// <param name="Students">The students; of a chain, those of all stages in their order.</param>
public sealed record DistillationResult(
    string Teacher, int TeacherSteps, DistillationOutlook? Outlook, bool Cached, IReadOnlyList<DistilledStudent> Students);
