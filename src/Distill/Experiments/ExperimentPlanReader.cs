using System.Text.Json;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Experiments;

/// <summary>Reads, checks and writes plans.</summary>
internal static class ExperimentPlanReader
{
    public static ExperimentPlan Read(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            StrictJson.Check(document.RootElement, ReadableJson.Instance.ExperimentPlan, name);
            ExperimentPlan plan = document.RootElement.Deserialize(ReadableJson.Instance.ExperimentPlan)!;
            Check(plan, name);
            return plan with { Methods = [.. plan.Methods.Select((method, i) => Resolve(method, $"methods[{i}]", name))] };
        }
        catch (JsonException e)
        {
            throw new RecipeException(name, null, $"is no plan: {e.Message}", e);
        }
    }

    public static string Write(ExperimentPlan plan) => JsonSerializer.Serialize(plan, ReadableJson.Instance.ExperimentPlan) + "\n";

    private static void Check(ExperimentPlan plan, string name)
    {
        Require(plan.Protocol.Sha256.Length == 64 && plan.Protocol.Sha256.All(char.IsAsciiHexDigitLower), "protocol.sha256", "expected 64 lower-case hexadecimal digits");
        Require(plan.Dataset.Folds >= 2, "dataset.folds", $"found {plan.Dataset.Folds}; expected at least 2");
        Require(plan.Dataset.TrainingRecordings >= 1, "dataset.trainingRecordings", $"found {plan.Dataset.TrainingRecordings}; expected at least 1");
        Require(plan.Dataset.ValidationRecordings >= 1, "dataset.validationRecordings", $"found {plan.Dataset.ValidationRecordings}; expected at least 1");
        Require(plan.TeacherSteps >= 1, "teacherSteps", $"found {plan.TeacherSteps}; expected at least 1");
        Require(plan.StudentSteps.Count > 0 && plan.StudentSteps.All(t => t >= 1) && plan.StudentSteps.Distinct().Count() == plan.StudentSteps.Count, "studentSteps", "expected one or more different numbers of at least 1");
        Require(plan.Seeds.Student.Count > 0, "seeds", "expected a student's at least");
        Require(plan.Seeds.Teacher.Count > 0 || !plan.Methods.Any(m => m.Kind is ExperimentMethodKind.Distilled or ExperimentMethodKind.WarmStart), "seeds", "expected a teacher's at least: methods of the plan need one");
        Require(plan.Methods.Count > 0 && plan.Methods.All(m => m.Candidates.Count == plan.Methods[0].Candidates.Count && m.Candidates.Count > 0), "methods", "expected as many candidates for each method as for every other, at least one: equal tuning for all");
        Require(plan.Methods.Select(m => m.Id).Distinct().Count() == plan.Methods.Count, "methods", "names one twice");
        Require(plan.Methods.All(m => m.Kind == ExperimentMethodKind.Artificial) || plan.Methods.Any(m => m.Kind == ExperimentMethodKind.Undistilled), "methods", "expected an undistilled one, which the others are held against");
        Require(plan.Methods.All(m => m.Kind != ExperimentMethodKind.Artificial || m.Candidates.All(c => c.Loss.Id is null or "ce")), "methods", "an artificial one is trained on the task alone: expected the loss ce");
        Require(plan.Methods.All(m => m.Kind != ExperimentMethodKind.Self) || plan.Seeds.Student.Count >= 2, "seeds.student", "expected two at least: a student distilled from itself needs another of another seed");
        foreach (ExperimentMethod method in plan.Methods)
            Require(IsFolderName(method.Id) && method.Candidates.All(c => IsFolderName(c.Name)) && method.Candidates.DistinctBy(c => c.Name).Count() == method.Candidates.Count, "methods", $"{method.Id}: names become folders; expected letters, digits, '+', '-', '.', each candidate's its own");
        // What sees one frame pairs with nothing of several steps.
        string[] cells = [.. plan.Methods.Where(m => m.Kind != ExperimentMethodKind.Artificial).Select(m => m.Id), .. plan.Seeds.Teacher.Count > 0 ? ExperimentCells.TeacherControls : []];
        for (int i = 0; i < plan.Hypotheses.Count; i++)
        {
            ExperimentHypothesis hypothesis = plan.Hypotheses[i];
            Require(cells.Contains(hypothesis.Method), $"hypotheses[{i}].method", $"found '{hypothesis.Method}'; known are {string.Join(", ", cells)}");
            Require(cells.Contains(hypothesis.Against), $"hypotheses[{i}].against", $"found '{hypothesis.Against}'; known are {string.Join(", ", cells)}");
            Require(plan.StudentSteps.Contains(hypothesis.Steps), $"hypotheses[{i}].steps", $"found {hypothesis.Steps}; expected one of studentSteps");
        }

        void Require(bool holds, string key, string problem)
        {
            if (!holds)
                throw new RecipeException(name, key, problem);
        }
    }

    private static ExperimentMethod Resolve(ExperimentMethod method, string key, string name)
    {
        if (method.Candidates.FirstOrDefault(c => c.Loss.Id is null) is { } unnamed)
            throw new RecipeException(name, $"{key}.candidates", $"{unnamed.Name}: loss.id is missing");
        try
        {
            return method with { Candidates = [.. method.Candidates.Select(c => c with { Loss = c.Loss.Resolve() })] };
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(name, key, e.Message, e);
        }
    }

    private static bool IsFolderName(string name) => name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') && name[0] != '.';
}
