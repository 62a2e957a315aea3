using System.Globalization;
using NeuroKit.Training.Reports;

namespace NeuroKit.Distill.Supervision;

/// <summary>Adds to a run's page who taught it: its own recipe alone would deny it.</summary>
internal static class StudentPage
{
    public static RunReport Add(RunReport report, DistillationInfo info)
    {
        string kind = info.Supervision.ToString().ToLowerInvariant();
        string stage = info.Stage is { } number ? string.Create(CultureInfo.InvariantCulture, $", stage {number}") : "";
        string before = info.Outlook is { } outlook ? $"; {Percent(outlook.TeacherAccuracy)} on {outlook.Part} before" : "";
        ReportFigure taught = info.Students is { } students
            ? new("learnt with its students", string.Create(CultureInfo.InvariantCulture, $"{info.Method}, T = {string.Join(", ", students)}"), "one weight set: their losses move it too")
            : new("taught by", string.Create(CultureInfo.InvariantCulture, $"{info.TeacherNetwork}, T = {info.TeacherSteps}"), $"method {info.Method}, {kind}{stage}{before}");
        var notes = new List<string>
        {
            info.Students is null
                ? string.Create(CultureInfo.InvariantCulture, $"Taught by {info.Teacher} ({info.TeacherNetwork}, T = {info.TeacherSteps}), method {info.Method}, {kind}{stage}; distillation.json says the loss with every option.")
                : $"The teacher of a joint training of one weight set: it learnt from its students' losses ({info.Method}) too; distillation.json says them with every option.",
        };
        if (info.TeacherSha256 is { } digest && info.Students is null)
            notes.Add($"Digest of the teacher's weights {digest[..16]}….");
        return report with
        {
            Summary = [.. report.Summary.Take(1), taught, .. report.Summary.Skip(1)],
            Tables = info.Outlook is null ? report.Tables : [.. report.Tables, Table(info.Outlook)],
            RecipeJson = info.Recipe?.ToJson() ?? report.RecipeJson,
            Notes = [.. notes, .. report.Notes],
        };
    }

    private static ReportTable Table(StudentOutlook outlook) => new(
        $"Before the first step, {outlook.Part} part", ["class", "teacher", "this student, untrained"],
        [
            .. outlook.Classes.Select((name, label) => (IReadOnlyList<string>)[name, Percent(outlook.TeacherPerClass[label]), Percent(outlook.UntrainedPerClass[label])]),
            ["all", Percent(outlook.TeacherAccuracy), Percent(outlook.UntrainedAccuracy)],
        ]);

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %") : "";
}
