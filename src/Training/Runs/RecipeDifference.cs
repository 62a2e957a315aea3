using System.Text.Json.Nodes;

namespace NeuroKit.Training.Runs;

/// <summary>Finds what two recipes differ in.</summary>
internal static class RecipeDifference
{
    // What is said about a recipe changes nothing of what it does.
    private static readonly string[] s_words = ["name", "description", "source", "unsaid"];

    /// <summary>The first key whose value differs, with both values; null where the recipes do the same.</summary>
    /// <param name="first">A recipe as JSON with every default said.</param>
    /// <param name="second">The other.</param>
    public static (string Key, string First, string Second)? Find(string first, string second)
        => Find(JsonNode.Parse(first), JsonNode.Parse(second), "");

    private static (string Key, string First, string Second)? Find(JsonNode? first, JsonNode? second, string key)
    {
        if (first is JsonObject a && second is JsonObject b)
        {
            foreach (string name in a.Select(m => m.Key).Union(b.Select(m => m.Key)))
            {
                if (key.Length == 0 && s_words.Contains(name))
                    continue;
                if (Find(a[name], b[name], key.Length == 0 ? name : $"{key}.{name}") is { } found)
                    return found;
            }

            return null;
        }

        return JsonNode.DeepEquals(first, second) ? null : (key, first?.ToJsonString() ?? "nothing", second?.ToJsonString() ?? "nothing");
    }
}
