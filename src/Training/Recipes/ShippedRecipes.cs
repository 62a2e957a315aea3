using System.Text;

namespace NeuroKit.Training.Recipes;

/// <summary>The recipes that come with the library, embedded in it.</summary>
internal static class ShippedRecipes
{
    public const string SchemaName = "recipe.schema.json";

    private const string Prefix = "recipes/";
    private const string Suffix = ".json";

    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(ShippedRecipes).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A recipe by its identifier, or null where there is none of that name.</summary>
    public static Recipe? TryRead(string id)
        => Ids.Contains(id) ? Recipe.Parse(Encoding.UTF8.GetBytes(ReadText(Prefix + id + Suffix)), id) : null;

    public static string ReadText(string resource)
    {
        using Stream stream = typeof(ShippedRecipes).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
