using NeuroKit.Training;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>How a distillation is carried out, beyond what its recipe says.</summary>
public sealed record DistillationRunOptions
{
    /// <summary>The folder of the teacher's run; null: it is trained first, as the recipe says.</summary>
    public string? Teacher { get; init; }

    /// <summary>Whether what the folder holds is gone on with.</summary>
    public bool Resumes { get; init; }

    /// <summary>Whether a teacher that is no better than an untrained student may teach.</summary>
    public bool AllowWorseTeacher { get; init; }

    /// <summary>The most bytes that a teacher's kept answers may take, in memory and on disk: beyond, it looks at every batch anew and a note says so. Default: 2·10⁹.</summary>
    public long CacheLimitBytes { get; init; } = 2_000_000_000;

    /// <summary>Where torch computes; null: the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>Who is told how far the teacher's and the first student's training have come; null: nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Who is told what teacher and students know before the first step; null: nobody.</summary>
    public Action<DistillationOutlook>? Outlook { get; init; }

    /// <summary>Who is told remarks; null: nobody.</summary>
    public Action<string>? Note { get; init; }
}
