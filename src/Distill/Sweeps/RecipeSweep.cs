using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuroKit.Distill.Recipes;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Sweeps;

/// <summary>One recipe at every combination of some values: temperatures, weights, with and without a restoration block, other layers (BKDSNN, Tab. 4; TSER, Fig. 3 and 4).</summary>
public sealed class RecipeSweep
{
    private const int MaximumSettings = 1000;

    private RecipeSweep(string recipe, IReadOnlyList<SweepAxis> axes, IReadOnlyList<SweepSetting> settings)
    {
        Recipe = recipe;
        Axes = axes;
        Settings = settings;
    }

    /// <summary>The recipe's identifier or file.</summary>
    public string Recipe { get; }

    /// <summary>What varies.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>Every combination, the last axis fastest.</summary>
    public IReadOnlyList<SweepSetting> Settings { get; }

    /// <summary>Makes the recipes of a sweep.</summary>
    /// <param name="idOrPath">The recipe.</param>
    /// <param name="axes">What varies, at least one.</param>
    /// <exception cref="RecipeException">A key or value is none of the recipe's, a key comes twice, or there are more than a thousand settings.</exception>
    public static RecipeSweep Create(string idOrPath, IReadOnlyList<SweepAxis> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentOutOfRangeException.ThrowIfZero(axes.Count);
        if (axes.Select(a => a.Key).Distinct(StringComparer.Ordinal).Count() < axes.Count)
            throw new RecipeException(idOrPath, axes.GroupBy(a => a.Key).First(g => g.Count() > 1).Key, "is swept twice");
        long count = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Values.Count, MaximumSettings + 1));
        if (count > MaximumSettings)
            throw new RecipeException(idOrPath, null, $"the sweep has more than {MaximumSettings:N0} settings");
        string json = DistillRecipe.ReadJson(idOrPath);
        var settings = new List<SweepSetting>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int number = 0; number < count; number++)
        {
            JsonElement[] values = Combination(axes, number);
            string what = string.Join(", ", axes.Zip(values, (axis, value) => $"{axis.Key} = {SweepAxis.Text(value)}"));
            JsonNode recipe = JsonNode.Parse(json) ?? throw new RecipeException(idOrPath, null, "is no recipe: null");
            for (int i = 0; i < values.Length; i++)
                axes[i].Set(recipe, values[i], idOrPath);
            string name = string.Join('_', axes.Zip(values, (axis, value) => $"{axis.Key[(axis.Key.LastIndexOf('.') + 1)..]}={SweepAxis.Text(value)}"));
            name = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '=' or '-' or '_' or '+' ? c : '-'));
            if (name.Length > 80 || !names.Add(name))
                names.Add(name = $"setting-{number + 1}");
            settings.Add(new SweepSetting(name, values, DistillRecipe.Parse(Encoding.UTF8.GetBytes(recipe.ToJsonString()), $"{idOrPath} with {what}")));
        }

        return new RecipeSweep(idOrPath, axes, settings);
    }

    private static JsonElement[] Combination(IReadOnlyList<SweepAxis> axes, int number)
    {
        var values = new JsonElement[axes.Count];
        for (int i = axes.Count - 1; i >= 0; i--)
        {
            values[i] = axes[i].Values[number % axes[i].Values.Count];
            number /= axes[i].Values.Count;
        }

        return values;
    }
}
