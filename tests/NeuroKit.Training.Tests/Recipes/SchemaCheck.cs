using System.Text.Json;
using System.Text.Json.Nodes;

namespace NeuroKit.Training.Tests.Recipes;

/// <summary>As much of JSON schema as the schema of recipes uses; a keyword that it does not know is a problem too.</summary>
internal static class SchemaCheck
{
    private static readonly string[] s_known = ["$schema", "title", "type", "properties", "required", "additionalProperties", "items", "enum", "default"];

    public static IReadOnlyList<string> Problems(JsonNode schema, JsonNode? value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems;
    }

    private static void Check(JsonNode schema, JsonNode? value, string at, List<string> problems)
    {
        problems.AddRange(schema.AsObject().Select(m => m.Key).Except(s_known).Select(key => $"{at}: the schema's '{key}' is not known here"));
        if (schema["enum"] is JsonArray names)
        {
            if (!names.Any(name => JsonNode.DeepEquals(name, value)))
                problems.Add($"{at}: {value?.ToJsonString()} is none of {names.ToJsonString()}");
            return;
        }

        string[] types = schema["type"] switch
        {
            JsonArray several => [.. several.Select(t => (string)t!)],
            { } one => [(string)one!],
            null => [],
        };
        if (types.Length > 0 && !types.Any(type => IsOf(type, value)))
        {
            problems.Add($"{at}: {value?.ToJsonString() ?? "null"} is no {string.Join(" or ", types)}");
            return;
        }

        if (value is JsonArray list && schema["items"] is { } items)
        {
            for (int i = 0; i < list.Count; i++)
                Check(items, list[i], $"{at}[{i}]", problems);
        }

        if (value is not JsonObject members)
            return;
        JsonObject properties = schema["properties"]?.AsObject() ?? [];
        foreach ((string name, JsonNode? member) in members)
        {
            if (properties[name] is { } property)
                Check(property, member, $"{at}.{name}", problems);
            else if (schema["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
                problems.Add($"{at}.{name}: is no key");
        }

        foreach (JsonNode? required in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey((string)required!))
                problems.Add($"{at}.{required}: is missing");
        }
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
        _ => false,
    };
}
