using System.Text.Json;
using NeuroKit.Distill.Recipes;

namespace NeuroKit.Distill.Sweeps;

/// <summary>One setting of a sweep.</summary>
/// <param name="Name">What it is called and its folder's name, for example <c>temperature=2</c>.</param>
/// <param name="Values">The value of each axis, in their order.</param>
/// <param name="Recipe">The recipe with these values.</param>
public sealed record SweepSetting(string Name, IReadOnlyList<JsonElement> Values, DistillRecipe Recipe);
