using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NeuroKit.Distill.Losses;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Recipes;

/// <summary>Reads, checks and writes distillation recipes.</summary>
internal static class DistillRecipeReader
{
    private const string SchemaUri = "https://json-schema.org/draft/2020-12/schema";

    private static readonly DistillRecipeJson s_json = new(new JsonSerializerOptions(DistillRecipeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static DistillRecipe Read(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            StrictJson.Check(document.RootElement, s_json.DistillRecipe, name);
            DistillRecipe recipe = document.RootElement.Deserialize(s_json.DistillRecipe)!;
            return Check(recipe, name);
        }
        catch (JsonException e)
        {
            throw new RecipeException(name, null, $"is no recipe: {e.Message}", e);
        }
    }

    public static string Write(DistillRecipe recipe) => JsonSerializer.Serialize(recipe, s_json.DistillRecipe) + "\n";

    public static string WriteSchema()
    {
        JsonNode schema = s_json.Options.GetJsonSchemaAsNode(typeof(DistillRecipe), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        var root = new JsonObject { ["$schema"] = SchemaUri, ["title"] = "A distillation recipe of NeuroKit" };
        foreach ((string key, JsonNode? value) in schema.AsObject())
            root[key] = value?.DeepClone();
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static DistillRecipe Check(DistillRecipe recipe, string name)
    {
        DistillationRecipe distillation = recipe.Distillation;
        TeacherRecipe teacher = distillation.Teacher;
        Require(recipe.Frames.Rule is FrameRuleKind.Count or FrameRuleKind.Time or FrameRuleKind.Repeat, "frames.rule", $"found {recipe.Frames.Rule}; expected count, time or repeat: teacher and students have fixed numbers of frames");
        Require(recipe.Frames.Steps is null, "frames.steps", "teacher and students say theirs (distillation.teacher.steps, distillation.students)");
        Require(recipe.Training.TrainSteps is null && teacher.Training?.TrainSteps is null, "training.trainSteps", "does not go with a teacher, who sees all frames");
        Require(teacher.Recipe is null != teacher.Steps is null, "distillation.teacher", "expected either steps or recipe");
        Require(teacher.Recipe is null || teacher.Network is null, "distillation.teacher.network", "does not go with recipe, which says it");
        Require(teacher.Recipe is null || teacher.OwnCourse is null, $"distillation.teacher.{teacher.OwnCourse}", "does not go with recipe, which says it");
        Require(teacher.Steps is null or >= 1, "distillation.teacher.steps", $"found {teacher.Steps}; expected at least 1");
        Require(distillation.Loss.Id is not null, "distillation.loss.id", "is missing");
        if (distillation.Supervision == SupervisionKind.Chain)
            CheckStages(distillation, Require);
        else
            CheckStudents(distillation.Students, "distillation.students", Require);
        Require(distillation.Supervision == SupervisionKind.Chain || distillation.Stages is null, "distillation.stages", "goes with chain only");
        Require(distillation.Supervision == SupervisionKind.Joint || distillation.Weights is null, "distillation.weights", "goes with joint only");
        if (distillation.Supervision == SupervisionKind.Joint)
            CheckJoint(distillation, Require);
        // What is left is the same as in any training: its own reader says what is wrong, under the same keys.
        foreach (int steps in distillation.Students.Concat(distillation.Stages?.SelectMany(stage => stage.Students) ?? []))
            Recipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToStudent(steps).ToJson()), name);
        if (teacher.Recipe is null)
            Recipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToTeacher().ToJson()), name);
        return recipe with
        {
            Distillation = distillation with
            {
                Loss = Resolve(recipe, distillation.Loss, "distillation.loss", name),
                Stages = distillation.Stages is null ? null
                    : [.. distillation.Stages.Select((stage, i) => stage.Loss is null ? stage : stage with { Loss = Resolve(recipe, stage.Loss, $"distillation.stages[{i}].loss", name) })],
            },
        };

        void Require(bool holds, string key, string problem)
        {
            if (!holds)
                throw new RecipeException(name, key, problem);
        }
    }

    private static void CheckStudents(IReadOnlyList<int> students, string key, Action<bool, string, string> require)
    {
        require(students.Count > 0 && students.Distinct().Count() == students.Count, key, "expected one or more different numbers of frames");
        require(students.All(steps => steps >= 1), key, $"found {students.Append(1).Min()}; expected at least 1");
    }

    private static void CheckStages(DistillationRecipe distillation, Action<bool, string, string> require)
    {
        IReadOnlyList<DistillationStage> stages = distillation.Stages ?? [];
        require(stages.Count > 0, "distillation.stages", "is missing; a chain has one or more, such as {\"students\": [16]}");
        require(distillation.Students.Count == 0, "distillation.students", "does not go with chain, whose stages say theirs");
        for (int i = 0; i < stages.Count; i++)
        {
            string key = $"distillation.stages[{i}]";
            CheckStudents(stages[i].Students, key + ".students", require);
            require(i == stages.Count - 1 || stages[i].Students.Count == 1, key + ".students", $"found {stages[i].Students.Count}; expected one, who teaches the next stage");
            require(stages[i].Loss is null or { Id: not null }, key + ".loss.id", "is missing");
        }
    }

    private static void CheckJoint(DistillationRecipe distillation, Action<bool, string, string> require)
    {
        TeacherRecipe teacher = distillation.Teacher;
        const string Why = "does not go with joint, where the teacher learns in the students' own course";
        require(teacher.Recipe is null, "distillation.teacher.recipe", Why);
        require(teacher.OwnCourse is null, $"distillation.teacher.{teacher.OwnCourse}", Why);
        require(distillation.Weights != JointWeights.Shared || teacher.Network is null, "distillation.teacher.network", "does not go with shared weights, which are of one network");
        require(!distillation.Students.Contains(teacher.Steps!.Value), "distillation.students", $"found {teacher.Steps}, the teacher's own number");
        require(distillation.Initialization == StudentInitialization.Fresh, "distillation.initialization", "expected fresh: in joint supervision the teacher has not learnt either");
        require((distillation.Pairing ?? new PairingRecipe()).ToPairing(LossPreset.Recommended) == new TeacherPairing(), "distillation.pairing", "expected true throughout: in joint supervision the teacher sees each batch in its students' own step");
        require(!distillation.AllowWorseTeacher, "distillation.allowWorseTeacher", "does not go with joint, where nobody has learnt before");
        require(distillation.Loss.Preset != LossPreset.ReleasedCode, "distillation.loss.preset", "found released-code; expected another: its teacher is run apart from its students");
    }

    private static DistillationLossOptions Resolve(DistillRecipe recipe, DistillationLossOptions options, string key, string name)
    {
        try
        {
            DistillationLossOptions loss = options.Resolve();
            Require(LossMethod.Parse(loss.Id) is { Logits: not null } or { Features: not null }, key + ".id", $"found '{loss.Id}', which needs no teacher; train it by a training recipe");
            TeacherPairing pairing = (recipe.Distillation.Pairing ?? new PairingRecipe()).ToPairing(loss.Preset);
            Require(pairing.ResetTeacherState || recipe.Training.DropLast, "training.dropLast", "expected true: a teacher that is not reset, as the released code's, goes on from batch to batch, which must be of one size");
            return loss;
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(name, key, e.Message, e);
        }

        void Require(bool holds, string which, string problem)
        {
            if (!holds)
                throw new RecipeException(name, which, problem);
        }
    }
}
