using System.Text;
using System.Text.Json.Nodes;
using NeuroKit.Distill.Recipes;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Tests.Recipes;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class DistillRecipeTests
{
    public static TheoryData<string> Shipped => [.. DistillRecipe.Ids];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_recipe_is_whole(string id)
    {
        var recipe = DistillRecipe.Load(id);
        Assert.Equal(id, recipe.Name);
        Assert.NotEmpty(recipe.Source);
        Assert.NotEmpty(recipe.Unsaid);
        Assert.True(recipe.ToTeacher().Frames.Steps >= 1);
        int[] students = [.. recipe.Distillation.Students, .. recipe.Distillation.Stages?.SelectMany(stage => stage.Students) ?? []];
        Assert.NotEmpty(students);
        Assert.All(students, steps => Assert.Equal(steps, recipe.ToStudent(steps).Frames.Steps));
        // With every default said it reads as the same.
        string json = recipe.ToJson();
        Assert.Equal(json, DistillRecipe.Parse(Encoding.UTF8.GetBytes(json), id).ToJson());
    }

    [Theory]
    [InlineData("distillation.teacher.steps", null, "either steps or recipe")]
    [InlineData("distillation.teacher.recipe", "\"sew-small-n-mnist\"", "either steps or recipe")]
    [InlineData("distillation.students", "[]", "distillation.students")]
    [InlineData("distillation.students", "[4, 4]", "different")]
    [InlineData("distillation.supervision", "\"frosen\"", "the nearest is 'frozen'")]
    [InlineData("distillation.teecher", "{}", "the nearest is 'teacher'")]
    [InlineData("distillation.loss", "{}", "loss.id")]
    [InlineData("distillation.loss", "{\"id\": \"ce\"}", "needs no teacher")]
    [InlineData("distillation.loss", "{\"id\": \"bkd\"}", "features.pairs")]
    [InlineData("distillation.loss", "{\"id\": \"ld\", \"preset\": \"released-code\"}", "dropLast")]
    [InlineData("frames.steps", "4", "frames.steps")]
    [InlineData("frames.rule", "\"duration\"", "expected count or time")]
    [InlineData("training.epochs", "0", "training.epochs")]
    [InlineData("training.trainSteps", "2", "trainSteps")]
    [InlineData("network.id", "\"sew-smal\"", "sew-small")]
    public void A_wrong_key_is_named(string key, string? value, string said)
    {
        JsonNode recipe = JsonNode.Parse(DistillRecipe.Load("bkd-sew-small-n-mnist").ToJson())!;
        string[] names = key.Split('.');
        JsonObject inner = names[..^1].Aggregate(recipe.AsObject(), (at, name) => at[name]!.AsObject());
        inner.Remove(names[^1]);
        if (value is not null)
            inner[names[^1]] = JsonNode.Parse(value);
        string message = Assert.Throws<RecipeException>(() => DistillRecipe.Parse(Encoding.UTF8.GetBytes(recipe.ToJsonString()), "my.json")).Message;
        Assert.StartsWith("my.json: ", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_recipe_has_a_nearest_one()
        => Assert.Contains("did you mean bkd-sew-small-n-mnist?", Assert.Throws<RecipeException>(() => DistillRecipe.Load("bkd-sew-small-nmnist")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_schema_is_that_of_the_records()
    {
        string expected = DistillRecipeReader.WriteSchema();
        if (Environment.GetEnvironmentVariable("NEUROKIT_WRITE_DISTILL_SCHEMA") is { Length: > 0 } path)
            File.WriteAllText(path, expected);
        Assert.True(expected == DistillRecipe.ReadSchema(), "distill-recipe.schema.json is not what the records say; run this test with NEUROKIT_WRITE_DISTILL_SCHEMA=<its path> and check it in");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_recipe_follows_the_schema(string id)
    {
        JsonNode root = JsonNode.Parse(DistillRecipe.ReadSchema())!;
        JsonNode schema = Resolved(root, root);
        Assert.Empty(SchemaCheck.Problems(schema, JsonNode.Parse(ShippedDistillRecipes.ReadText($"recipes/{id}.json"))));
        Assert.Empty(SchemaCheck.Problems(schema, JsonNode.Parse(DistillRecipe.Load(id).ToJson())));
        Assert.NotEmpty(SchemaCheck.Problems(schema, JsonNode.Parse(DistillRecipe.Load(id).ToJson().Replace("\"students\"", "\"pupils\"", StringComparison.Ordinal))));
    }

    // A type that comes twice is said once; here it stands in both places.
    private static JsonNode Resolved(JsonNode node, JsonNode root)
    {
        if (node is JsonObject { } referring && referring["$ref"] is { } reference)
            return Resolved(((string)reference!)[2..].Split('/').Aggregate(root, (at, name) => at is JsonArray list ? list[int.Parse(name)]! : at[name]!), root);
        return node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)Resolved(member.Value, root)))),
            JsonArray elements => new JsonArray([.. elements.Select(element => element is null ? null : Resolved(element, root))]),
            _ => node.DeepClone(),
        };
    }
}
