using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Training.Recipes;

/// <summary>
/// Reads and writes recipes. What the reader knows of them it has from the records: the keys, which of them are needed, and of what kind their
/// values are, so that a message can name the key and the nearest one.
/// </summary>
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
            Check(document.RootElement, s_json.Recipe, "", name);
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

    private static void Check(JsonElement found, JsonTypeInfo expected, string key, string recipe)
    {
        if (expected.Kind == JsonTypeInfoKind.Enumerable)
        {
            Require(found, JsonValueKind.Array, "a list", key, recipe);
            int i = 0;
            foreach (JsonElement element in found.EnumerateArray())
                Check(element, s_json.Options.GetTypeInfo(expected.ElementType!), $"{key}[{i++}]", recipe);
            return;
        }

        if (expected.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(found, expected, key, recipe);
            return;
        }

        Type type = Nullable.GetUnderlyingType(expected.Type) ?? expected.Type;
        if (type.IsEnum)
            CheckName(found, type, key, recipe);
        else if (type == typeof(bool) && found.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw Unexpected(found, "true or false", key, recipe);
        else if (type == typeof(string))
            Require(found, JsonValueKind.String, "a text", key, recipe);
        else if (type == typeof(double))
            Require(found, JsonValueKind.Number, "a number", key, recipe);
        else if (type == typeof(int) && (found.ValueKind != JsonValueKind.Number || !found.TryGetInt32(out _)))
            throw Unexpected(found, "a whole number", key, recipe);
        else if (type == typeof(long) && (found.ValueKind != JsonValueKind.Number || !found.TryGetInt64(out _)))
            throw Unexpected(found, "a whole number", key, recipe);
    }

    private static void CheckObject(JsonElement found, JsonTypeInfo expected, string key, string recipe)
    {
        Require(found, JsonValueKind.Object, "an object", key, recipe);
        foreach (JsonProperty member in found.EnumerateObject())
        {
            string inner = key.Length == 0 ? member.Name : $"{key}.{member.Name}";
            JsonPropertyInfo? property = expected.Properties.FirstOrDefault(p => p.Name == member.Name);
            if (property is null)
            {
                // Editors want to know the schema; it says nothing about the training.
                if (inner == "$schema")
                    continue;
                string[] known = [.. expected.Properties.Select(p => p.Name)];
                string hint = NearestName.Of(member.Name, known) is { } nearest ? $"the nearest is '{nearest}'" : $"known are {string.Join(", ", known)}";
                throw new RecipeException(recipe, inner, $"is no key of a recipe; {hint}");
            }

            if (member.Value.ValueKind == JsonValueKind.Null && property.IsSetNullable)
                continue;
            Check(member.Value, s_json.Options.GetTypeInfo(property.PropertyType), inner, recipe);
        }

        foreach (JsonPropertyInfo property in expected.Properties.Where(p => p.IsRequired || p.AssociatedParameter is { HasDefaultValue: false }))
        {
            if (!found.TryGetProperty(property.Name, out _))
                throw new RecipeException(recipe, key.Length == 0 ? property.Name : $"{key}.{property.Name}", "is missing");
        }
    }

    private static void CheckName(JsonElement found, Type type, string key, string recipe)
    {
        string[] names = [.. NamesOf(type)];
        if (found.ValueKind == JsonValueKind.String && names.Contains(found.GetString()))
            return;
        string hint = found.ValueKind == JsonValueKind.String && NearestName.Of(found.GetString()!, names) is { } nearest ? $"; the nearest is '{nearest}'" : string.Empty;
        throw Unexpected(found, "one of " + string.Join(", ", names) + hint, key, recipe);
    }

    private static IEnumerable<string> NamesOf(Type type)
    {
        foreach (System.Reflection.FieldInfo field in type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static))
        {
            yield return Attribute.GetCustomAttribute(field, typeof(JsonStringEnumMemberNameAttribute)) is JsonStringEnumMemberNameAttribute named
                ? named.Name
                : JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name);
        }
    }

    private static void Require(JsonElement found, JsonValueKind kind, string expected, string key, string recipe)
    {
        if (found.ValueKind != kind)
            throw Unexpected(found, expected, key, recipe);
    }

    private static RecipeException Unexpected(JsonElement found, string expected, string key, string recipe)
    {
        string text = found.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => found.GetRawText(),
        };
        return new RecipeException(recipe, key.Length == 0 ? null : key, $"found {text}; expected {expected}");
    }
}
