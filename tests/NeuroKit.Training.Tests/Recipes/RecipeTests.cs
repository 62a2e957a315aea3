using System.Text;
using System.Text.Json.Nodes;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Training.Tests.Recipes;

public class RecipeTests
{
    private const string Smallest = """
        {
          "name": "mine",
          "dataset": { "id": "n-mnist" },
          "frames": { "rule": "count", "steps": 4 },
          "network": { "id": "sew-small" },
          "optimizer": { "id": "sgd", "learningRate": 0.1 },
          "training": { "epochs": 2, "batchSize": 8 }
        }
        """;

    public static TheoryData<string> ShippedIds => [.. Recipe.Ids];

    [Fact]
    public void The_shipped_recipes_are_there()
        => Assert.Equal(
            [
                "7b-net-dvs-gesture", "sew-small-fashion-dvs", "sew-small-n-mnist",
                "spikingformer-2-256-cml-cifar10-dvs", "spikingformer-2-256-cml-cifar10-dvs-t4", "spikingformer-2-256-cml-cifar10-dvs-t8",
                "spikingformer-2-256-cml-dvs-gesture", "spikingformer-2-256-cml-dvs-gesture-t4",
                "spikingformer-2-256-cml-dvs-lip", "spikingformer-2-256-cml-dvs-lip-t10",
                "spikingformer-2-256-cml-n-caltech101", "spikingformer-2-256-cml-n-caltech101-t4",
                "spikingformer-2-256-cml-n-cars", "spikingformer-2-256-cml-n-cars-t4",
                "wide-7b-net-cifar10-dvs", "wide-7b-net-cifar10-dvs-t4", "wide-7b-net-cifar10-dvs-t8",
            ],
            Recipe.Ids);

    [Theory, MemberData(nameof(ShippedIds))]
    public void A_shipped_recipe_is_read_and_goes_by_its_name(string id)
    {
        Recipe recipe = Recipe.Load(id);
        Assert.Equal(id, recipe.Name);
        Assert.NotEmpty(recipe.Description);
        Assert.NotEmpty(recipe.Source);
    }

    [Theory, MemberData(nameof(ShippedIds))]
    public void A_shipped_recipe_follows_the_schema(string id)
    {
        JsonNode schema = JsonNode.Parse(Recipe.ReadSchema())!;
        Assert.Empty(SchemaCheck.Problems(schema, JsonNode.Parse(ShippedRecipes.ReadText($"recipes/{id}.json"))));
        Assert.Empty(SchemaCheck.Problems(schema, JsonNode.Parse(Recipe.Load(id).ToJson())));
    }

    [Fact]
    public void The_schema_is_that_of_the_records()
    {
        string expected = RecipeReader.WriteSchema();
        if (Environment.GetEnvironmentVariable("NEUROKIT_WRITE_SCHEMA") is { Length: > 0 } path)
            File.WriteAllText(path, expected);
        Assert.True(expected == Recipe.ReadSchema(), "recipe.schema.json is not what the records say; run this test with NEUROKIT_WRITE_SCHEMA=<its path> and check it in");
    }

    [Theory]
    [InlineData("training.epochs", "\"two\"")]
    [InlineData("training.epochs", "null")]
    [InlineData("training.epoch", "2")]
    [InlineData("frames.rule", "\"counts\"")]
    [InlineData("network", "[]")]
    public void The_schema_refuses_what_the_reader_refuses(string key, string value)
    {
        string json = With(key, value);
        Assert.NotEmpty(SchemaCheck.Problems(JsonNode.Parse(Recipe.ReadSchema())!, JsonNode.Parse(json)));
        Assert.Throws<RecipeException>(() => Parse(json));
    }

    [Fact]
    public void What_is_left_out_gets_its_default_and_is_said_when_written()
    {
        Recipe recipe = Parse(Smallest);
        Assert.Equal(LossKind.CrossEntropy, recipe.Loss.Id);
        Assert.Equal(0.999, recipe.Optimizer.Beta2);
        Assert.Equal("official", recipe.Dataset.Split);
        Assert.Equal(1, recipe.Training.Seed);
        Assert.Empty(recipe.Unsaid);
        string json = recipe.ToJson();
        Assert.Contains("\"beta2\": 0.999", json, StringComparison.Ordinal);
        Assert.Contains("\"schedule\"", json, StringComparison.Ordinal);
        Assert.Equal(json, Parse(json).ToJson());
    }

    [Theory]
    [InlineData("training.epoch", "2", "training.epoch", "the nearest is 'epochs'")]
    [InlineData("optimiser", "{}", "optimiser", "the nearest is 'optimizer'")]
    [InlineData("augmentation", """{ "mixup": { "alpha": 1, "chance": 1 } }""", "augmentation.mixup.chance", "is no key")]
    [InlineData("training.epochs", "\"2\"", "training.epochs", "found \"2\"; expected a whole number")]
    [InlineData("training.epochs", "2.5", "training.epochs", "found 2.5; expected a whole number")]
    [InlineData("training.epochs", "null", "training.epochs", "expected a whole number")]
    [InlineData("training.epochs", "0", "training.epochs", "found 0; expected at least 1")]
    [InlineData("training.dropLast", "1", "training.dropLast", "expected true or false")]
    [InlineData("optimizer.id", "\"adamvw\"", "optimizer.id", "the nearest is 'adamw'")]
    [InlineData("optimizer.id", "1", "optimizer.id", "expected one of sgd, adam, adamw")]
    [InlineData("optimizer.learningRate", "\"fast\"", "optimizer.learningRate", "expected a number")]
    [InlineData("network", "\"sew-small\"", "network", "expected an object")]
    [InlineData("network.id", "\"sew-smal\"", "network.id", "the nearest is sew-small")]
    [InlineData("network.connection", "\"or\"", "network.connection", "expected one of add, and, iand")]
    [InlineData("unsaid", "\"much\"", "unsaid", "expected a list")]
    [InlineData("unsaid", "[1]", "unsaid[0]", "expected a text")]
    [InlineData("frames.durationMicroseconds", "5", "frames.durationMicroseconds", "does not go with 'count'")]
    [InlineData("frames.size", "\"big\"", "frames.size", "expected WIDTHxHEIGHT")]
    [InlineData("schedule", """{ "id": "step" }""", "schedule.stepEpochs", "is missing")]
    [InlineData("schedule", """{ "id": "step", "stepEpochs": 2, "minimum": 1 }""", "schedule.minimum", "goes with cosine")]
    [InlineData("optimizer.nesterov", "true", "optimizer.nesterov", "momentum above 0")]
    [InlineData("loss", """{ "id": "ce", "meanSquaredWeight": 0.1 }""", "loss.meanSquaredWeight", "tet")]
    [InlineData("training.trainSteps", "9", "training.trainSteps", "at most frames.steps, 4")]
    [InlineData("dataset.validation", """{ "ratio": 1 }""", "dataset.validation.ratio", "less than 1")]
    [InlineData("dataset.validation", "{}", "dataset.validation.ratio", "is missing")]
    public void A_wrong_key_is_named(string key, string value, string named, string said)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Parse(With(key, value)));
        Assert.Equal(named, error.Key);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("recipe.json: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Parse("""{ "name": "x" }"""));
        Assert.Equal("dataset", error.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"name\": ")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    public void What_is_no_recipe_is_refused(string json) => Assert.Throws<RecipeException>(() => Parse(json));

    [Fact]
    public void An_unknown_name_gets_the_nearest()
        => Assert.Contains("did you mean sew-small-n-mnist?", Assert.Throws<RecipeException>(() => Recipe.Load("sew-small-nmnist")).Message, StringComparison.Ordinal);

    private static Recipe Parse(string json) => Recipe.Parse(Encoding.UTF8.GetBytes(json), "recipe.json");

    private static string With(string key, string value)
    {
        JsonNode root = JsonNode.Parse(Smallest)!;
        string[] path = key.Split('.');
        JsonNode parent = root;
        foreach (string name in path[..^1])
            parent = parent[name]!;
        parent[path[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
