using System.Text.Json;
using System.Text.Json.Nodes;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Sweeps;

/// <summary>A key of a recipe and the values that it takes in turn.</summary>
/// <param name="Key">The key from the recipe's root, for example <c>distillation.loss.logits.temperature</c> or <c>distillation.loss.features.pairs[0].student</c>.</param>
/// <param name="Values">The values as JSON, at least one.</param>
public sealed record SweepAxis(string Key, IReadOnlyList<JsonElement> Values)
{
    /// <summary>Reads <c>key=1,2,4</c>, or <c>key=[…]</c> with a JSON array for values that are no plain words or numbers.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="RecipeException">It has another form.</exception>
    public static SweepAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
            throw new RecipeException(text, null, "is no sweep; expected KEY=VALUE,VALUE…, for example distillation.loss.logits.temperature=1,2,4");
        string key = text[..equals];
        string values = text[(equals + 1)..];
        JsonElement[] elements = values.StartsWith('[') ? [.. Array(text, values).EnumerateArray().Select(e => e.Clone())] : [.. values.Split(',').Select(Scalar)];
        if (elements.Length == 0)
            throw new RecipeException(text, key, "has no value");
        if (elements.Select(e => e.GetRawText()).Distinct(StringComparer.Ordinal).Count() < elements.Length)
            throw new RecipeException(text, key, "has a value twice");
        return new SweepAxis(key, elements);
    }

    /// <summary>A value as people read it.</summary>
    /// <param name="value">One of <see cref="Values"/>.</param>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    internal void Set(JsonNode recipe, JsonElement value, string name)
    {
        JsonNode at = recipe;
        string[] steps = Key.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        for (int i = 0; i < steps.Length - 1; i++)
            at = Child(at, steps[i], name);
        if (Index(steps[^1], name) is { } index)
            Element(at, index, name)[index] = JsonNode.Parse(value.GetRawText());
        else
            Object(at, name)[steps[^1]] = JsonNode.Parse(value.GetRawText());
    }

    private JsonNode Child(JsonNode node, string step, string name)
    {
        if (Index(step, name) is { } index)
            return Element(node, index, name)[index] ?? throw Misses(name);
        JsonObject parent = Object(node, name);
        // What the recipe leaves to its defaults is begun here; the reader says if there is no such key.
        if (parent[step] is null)
            parent[step] = new JsonObject();
        return parent[step]!;
    }

    private JsonObject Object(JsonNode node, string name) => node as JsonObject ?? throw Misses(name);

    private JsonArray Element(JsonNode node, int index, string name) => node is JsonArray array && index < array.Count ? array : throw Misses(name);

    private int? Index(string step, string name)
    {
        if (!step.StartsWith('['))
            return null;
        return step.EndsWith(']') && int.TryParse(step.AsSpan(1, step.Length - 2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int index)
            ? index : throw Misses(name);
    }

    private RecipeException Misses(string name) => new(name, Key, "leads through something that is not in the recipe");

    private static JsonElement Array(string text, string values)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(values);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new RecipeException(text, null, $"its values are no JSON array: {e.Message}", e);
        }
    }

    // A number, true, false or null as JSON has them; else a word.
    private static JsonElement Scalar(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.Trim());
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text.Trim(), SweepJson.Default.String);
        }
    }
}
