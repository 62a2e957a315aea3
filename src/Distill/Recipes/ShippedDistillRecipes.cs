using System.Text;

namespace NeuroKit.Distill.Recipes;

/// <summary>The distillation recipes that come with the library, embedded in it.</summary>
internal static class ShippedDistillRecipes
{
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
    {
        if (!Ids.Contains(id))
            return null;
        using Stream stream = typeof(ShippedDistillRecipes).Assembly.GetManifestResourceStream(Prefix + id + Suffix)!;
        using var reader = new StreamReader(stream);
        return DistillRecipe.Parse(Encoding.UTF8.GetBytes(reader.ReadToEnd()), id);
    }
}
