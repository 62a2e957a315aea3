using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;

namespace NeuroKit.Distill.Sweeps;

/// <summary>What a sweep's folder says of itself (<c>sweep.json</c>).</summary>
internal sealed record SweepRecord(string Recipe, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepRecord.Setting> Settings)
{
    public const string FileName = "sweep.json";

    public static SweepRecord Of(RecipeSweep sweep)
        => new(sweep.Recipe, sweep.Axes, [.. sweep.Settings.Select(s => new Setting(s.Name, s.Values, JsonElement.Parse(s.Recipe.ToJson())))]);

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <exception cref="TrainingException">It is missing or damaged.</exception>
    public static SweepRecord Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SweepJson.Default.SweepRecord) ?? throw new TrainingException($"{path}: holds no sweep: null");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingException($"{path}: holds no sweep: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, SweepJson.Default.SweepRecord) + "\n";

    public void Write(string folder)
    {
        using var file = new AtomicFile(Path.Combine(folder, FileName));
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true))
            writer.Write(ToJson());
        file.Commit();
    }

    /// <summary>Requires that a sweep is this one, every setting's recipe the same but for its words.</summary>
    /// <exception cref="TrainingException">It is another, or an earlier version did not put the recipes by; the message says the key.</exception>
    public void RequireSame(RecipeSweep sweep, string folder)
    {
        string[] own = [.. Axes.Select(Text)];
        if (!own.SequenceEqual(sweep.Axes.Select(Text)))
            throw new TrainingException($"{folder}: holds another sweep ({string.Join(", ", own)}); name another folder");
        foreach ((Setting setting, SweepSetting now) in Settings.Zip(sweep.Settings))
        {
            if (setting.Recipe is not { } recipe)
                throw new TrainingException($"{folder}: {FileName} does not say the recipes that it was begun with; name another folder");
            string inner = Path.Combine(folder, setting.Folder);
            DistillRecipeDifference.RequireNone(DistillRecipe.Parse(Encoding.UTF8.GetBytes(recipe.GetRawText()), inner), now.Recipe, inner);
        }

        static string Text(SweepAxis axis) => $"{axis.Key}={string.Join(',', axis.Values.Select(value => value.GetRawText()))}";
    }

    /// <summary>A setting's folder, values, and recipe with every default said (null where an earlier version wrote it).</summary>
    internal sealed record Setting(string Folder, IReadOnlyList<JsonElement> Values, JsonElement? Recipe = null);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SweepRecord))]
[JsonSerializable(typeof(string))]
internal sealed partial class SweepJson : JsonSerializerContext;
