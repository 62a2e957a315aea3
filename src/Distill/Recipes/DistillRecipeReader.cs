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
        Require(recipe.Frames.Rule is FrameRuleKind.Count or FrameRuleKind.Time, "frames.rule", $"found {recipe.Frames.Rule}; expected count or time: teacher and students have fixed numbers of frames");
        Require(recipe.Frames.Steps is null, "frames.steps", "teacher and students say theirs (distillation.teacher.steps, distillation.students)");
        Require(recipe.Training.TrainSteps is null, "training.trainSteps", "does not go with a teacher, who sees all frames");
        Require(distillation.Students.Count > 0 && distillation.Students.Distinct().Count() == distillation.Students.Count, "distillation.students", "expected one or more different numbers of frames");
        Require(distillation.Students.All(steps => steps >= 1), "distillation.students", $"found {distillation.Students.Append(1).Min()}; expected at least 1");
        Require(teacher.Recipe is null != teacher.Steps is null, "distillation.teacher", "expected either steps or recipe");
        Require(teacher.Recipe is null || teacher.Network is null, "distillation.teacher.network", "does not go with recipe, which says it");
        Require(teacher.Steps is null or >= 1, "distillation.teacher.steps", $"found {teacher.Steps}; expected at least 1");
        Require(distillation.Loss.Id is not null, "distillation.loss.id", "is missing");
        // What is left is the same as in any training: its own reader says what is wrong, under the same keys.
        foreach (int steps in distillation.Students)
            Recipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToStudent(steps).ToJson()), name);
        if (teacher.Recipe is null)
            Recipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToTeacher().ToJson()), name);
        try
        {
            DistillationLossOptions loss = distillation.Loss.Resolve();
            Require(LossMethod.Parse(loss.Id) is { Logits: not null } or { Features: not null }, "distillation.loss.id", $"found '{loss.Id}', which needs no teacher; train it by a training recipe");
            var pairing = TeacherPairing.For(loss.Preset);
            Require(pairing.SharedAugmentation || recipe.Augmentation.Clip is null, "augmentation.clip", "teacher and students share each reading; the released code's augmentation apart is not to be had");
            Require(pairing.ResetTeacherState || recipe.Training.DropLast, "training.dropLast", "expected true: the released code's teacher goes on from batch to batch, which must be of one size");
            return recipe with { Distillation = distillation with { Loss = loss } };
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(name, "distillation.loss", e.Message, e);
        }

        void Require(bool holds, string key, string problem)
        {
            if (!holds)
                throw new RecipeException(name, key, problem);
        }
    }
}
