namespace NeuroKit.Cli.Training;

/// <summary>The command that goes on with what was interrupted, to be typed as it stands.</summary>
internal static class ResumeHint
{
    // What a shell takes as it is.
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:=@%";

    /// <summary>Says it.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="data">The data set's folder; null where it was not said.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="device">The device.</param>
    /// <param name="asJson">Whether the result is wanted as JSON.</param>
    /// <param name="options">The verb's own options with their values.</param>
    public static string Of(string verb, string recipe, string? data, string folder, string device, bool asJson, IEnumerable<string> options)
    {
        string[] words =
        [
            "neurokit", verb, recipe, .. data is null ? Array.Empty<string>() : ["--data", data], .. options, "--out", folder, "--resume",
            .. device == "cpu" ? Array.Empty<string>() : ["--device", device], .. asJson ? ["--json"] : Array.Empty<string>(),
        ];
        return "interrupted; go on with: " + string.Join(' ', words.Select(Quote));
    }

    private static string Quote(string word)
    {
        // A Windows path is plain there; its shells know double quotes alone.
        if (OperatingSystem.IsWindows())
            return word.Length > 0 && word.All(c => c == '\\' || Plain.Contains(c, StringComparison.Ordinal)) ? word : $"\"{word}\"";
        return word.Length > 0 && word.All(c => Plain.Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
