namespace NeuroKit.Cli.Demo;

/// <summary>What the demo's end gave.</summary>
/// <param name="Page">The page.</param>
/// <param name="TeacherSteps">The teacher's frames a recording.</param>
/// <param name="TeacherAccuracy">The share of the test part that it recognises.</param>
/// <param name="TestRecordings">The recordings of the test part.</param>
/// <param name="Students">The students.</param>
internal sealed record DemoOutcome(string Page, int TeacherSteps, double TeacherAccuracy, int TestRecordings, IReadOnlyList<DemoStudent> Students);
