using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Training.Recipes;

/// <summary>
/// Holds JSON that people write against the records that it is read into: the keys, which of them are needed, and of what kind their values are,
/// so that a message can name the key and the nearest one.
/// </summary>
internal static class StrictJson
{
    /// <summary>Checks a value against a type and all that is in it.</summary>
    /// <param name="found">The value.</param>
    /// <param name="expected">The type as the serialiser knows it.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="RecipeException">A key or a value is wrong; the message says which, and the nearest known one.</exception>
    public static void Check(JsonElement found, JsonTypeInfo expected, string name) => Check(found, expected, "", name);

    private static void Check(JsonElement found, JsonTypeInfo expected, string key, string recipe)
    {
        if (expected.Kind == JsonTypeInfoKind.Enumerable)
        {
            Require(found, JsonValueKind.Array, "a list", key, recipe);
            int i = 0;
            foreach (JsonElement element in found.EnumerateArray())
                Check(element, expected.Options.GetTypeInfo(expected.ElementType!), $"{key}[{i++}]", recipe);
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
            Check(member.Value, expected.Options.GetTypeInfo(property.PropertyType), inner, recipe);
        }

        foreach (JsonPropertyInfo property in expected.Properties.Where(p => p.IsRequired || p.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }))
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
