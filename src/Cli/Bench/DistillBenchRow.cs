using System.Text.Json.Serialization;

namespace NeuroKit.Cli.Bench;

/// <summary>One case of <c>bench distill</c>: a student's step beside its teacher against the same step without one.</summary>
/// <param name="Case">The loss and where the teacher's side comes from.</param>
/// <param name="UndistilledMilliseconds">The median of a step with cross-entropy alone.</param>
/// <param name="DistilledMilliseconds">The median of a step with the loss, the teacher's side included.</param>
/// <param name="Ratio">The median of the ratios of neighbouring steps, distilled to undistilled.</param>
/// <param name="Steps">The pairs of steps measured, turn about.</param>
/// <param name="TeacherMilliseconds">The median of an evaluation of a batch by the teacher's network alone, apart from any step, between the steps; null where it is cached.</param>
/// <param name="RatioWithTeacher">The median of distilled ÷ (undistilled + that evaluation) of neighbours; null where it is cached.</param>
/// <param name="UndistilledPeakMegabytes">The peak of resident memory of a process that takes undistilled steps only, in 10^6 bytes.</param>
/// <param name="DistilledPeakMegabytes">The same with the loss and a cached teacher; null where it is not cached.</param>
/// <param name="PeakRatio">The ratio of the two; null where it is not cached.</param>
/// <param name="Threads">The threads of an operation.</param>
internal sealed record DistillBenchRow(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("undistilled_ms")] double UndistilledMilliseconds,
    [property: JsonPropertyName("distilled_ms")] double DistilledMilliseconds,
    [property: JsonPropertyName("ratio")] double Ratio,
    [property: JsonPropertyName("steps")] int Steps,
    [property: JsonPropertyName("teacher_ms")] double? TeacherMilliseconds,
    [property: JsonPropertyName("ratio_with_teacher")] double? RatioWithTeacher,
    [property: JsonPropertyName("undistilled_peak_mb")] double UndistilledPeakMegabytes,
    [property: JsonPropertyName("distilled_peak_mb")] double? DistilledPeakMegabytes,
    [property: JsonPropertyName("peak_ratio")] double? PeakRatio,
    [property: JsonPropertyName("threads")] int Threads);
