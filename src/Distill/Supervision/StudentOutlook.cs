namespace NeuroKit.Distill.Supervision;

/// <summary>What the teacher and one student knew before the first step, class by class, as the student's <c>distillation.json</c> has it. Accuracies are shares, 0 to 1.</summary>
public sealed record StudentOutlook
{
    /// <summary>The part it was measured on: <c>validation</c>, or <c>train</c> where there is none.</summary>
    public required string Part { get; init; }

    /// <summary>The classes' names by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What the teacher recognised.</summary>
    public required double TeacherAccuracy { get; init; }

    /// <summary>The same of each class; null where the part has none of it.</summary>
    public required IReadOnlyList<double?> TeacherPerClass { get; init; }

    /// <summary>What the student recognised without having learnt.</summary>
    public required double UntrainedAccuracy { get; init; }

    /// <summary>The same of each class; null where the part has none of it.</summary>
    public required IReadOnlyList<double?> UntrainedPerClass { get; init; }

    internal static StudentOutlook Of(DistillationOutlook outlook, int student) => new()
    {
        Part = outlook.Part,
        Classes = outlook.Classes,
        TeacherAccuracy = outlook.Teacher.Accuracy,
        TeacherPerClass = Shares(outlook.Teacher.PerClass),
        UntrainedAccuracy = outlook.Students[student].Accuracy,
        UntrainedPerClass = Shares(outlook.Students[student].PerClass),
    };

    private static double?[] Shares(IReadOnlyList<double> shares) => [.. shares.Select(share => double.IsNaN(share) ? (double?)null : share)];
}
