namespace NeuroKit.Cli.Distill;

/// <summary>What <c>distill</c> is asked for.</summary>
internal sealed record DistillRequest(string Recipe, string? Data, string? Teacher, string Out, bool Resumes, bool AllowsWorseTeacher, string Device, bool AsJson)
{
    /// <summary>What is swept, as it was typed.</summary>
    public IReadOnlyList<string> Sweep { get; init; } = [];

    /// <summary>The most that a teacher's kept answers may take, in 10^6 bytes; null: the library's default.</summary>
    public int? CacheLimitMegabytes { get; init; }
}
