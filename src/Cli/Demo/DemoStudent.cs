namespace NeuroKit.Cli.Demo;

/// <summary>A student with and without its teacher.</summary>
/// <param name="Steps">Its frames a recording.</param>
/// <param name="Alone">The share of the test part that it recognises when it learnt alone.</param>
/// <param name="Distilled">The same when it learnt beside the teacher.</param>
internal sealed record DemoStudent(int Steps, double Alone, double Distilled);
