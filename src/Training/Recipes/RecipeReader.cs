using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace NeuroKit.Training.Recipes;

/// <summary>Reads and writes recipes. What the reader knows of them it has from the records (<see cref="StrictJson"/>).</summary>
internal static class RecipeReader
{
    private const string SchemaUri = "https://json-schema.org/draft/2020-12/schema";

    // Recipes are read by people: a quote or a dash in a remark stays what it is.
    private static readonly RecipeJson s_json = new(new JsonSerializerOptions(RecipeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Recipe Read(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            StrictJson.Check(document.RootElement, s_json.Recipe, name);
            Recipe recipe = document.RootElement.Deserialize(s_json.Recipe)!;
            RecipeRules.Check(recipe, name);
            return recipe;
        }
        catch (JsonException e)
        {
            throw new RecipeException(name, null, $"is no recipe: {e.Message}", e);
        }
    }

    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, s_json.Recipe) + "\n";

    /// <summary>The schema as the records have it.</summary>
    public static string WriteSchema()
    {
        JsonNode schema = s_json.Options.GetJsonSchemaAsNode(typeof(Recipe), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        var root = new JsonObject { ["$schema"] = SchemaUri, ["title"] = "A training recipe of NeuroKit" };
        foreach ((string key, JsonNode? value) in schema.AsObject())
            root[key] = value?.DeepClone();
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }
}
