using System.Text;

namespace NeuroKit.Distill.Recipes;

/// <summary>The distillation recipes that come with the library, embedded in it.</summary>
internal static class ShippedDistillRecipes
{
    public const string SchemaName = "distill-recipe.schema.json";

    private const string Prefix = "recipes/";
    private const string Suffix = ".json";

    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(ShippedDistillRecipes).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A recipe by its identifier, or null where there is none of that name.</summary>
    public static DistillRecipe? TryRead(string id)
        => Ids.Contains(id) ? DistillRecipe.Parse(Encoding.UTF8.GetBytes(ReadJson(id)), id) : null;

    public static string ReadJson(string id) => ReadText(Prefix + id + Suffix);

    public static string ReadText(string resource)
    {
        using Stream stream = typeof(ShippedDistillRecipes).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
