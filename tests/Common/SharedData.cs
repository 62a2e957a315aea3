using System.Text.Json;

namespace NeuroKit.Tests;

/// <summary>
/// Finds the real recordings and the peers' figures that lie beside the repository, in a folder `shared`, or where NEUROKIT_SHARED says.
/// They are not part of the project: tests that use them skip where they are absent.
/// </summary>
internal static class SharedData
{
    public const string Absent = "the folder of real recordings is not here (set NEUROKIT_SHARED)";

    private static readonly Lazy<string?> s_root = new(Find);

    public static bool IsPresent => s_root.Value is not null;

    /// <summary>The path of a file or folder of the shared folder; skips the test where the folder is absent.</summary>
    public static string PathOf(string relative)
    {
        Skip.IfNot(IsPresent, Absent);
        return Path.Combine(s_root.Value!, relative.Replace('/', Path.DirectorySeparatorChar));
    }

    public static JsonElement Json(string relative)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf(relative)));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NEUROKIT_SHARED") is { Length: > 0 } told)
            return File.Exists(Path.Combine(told, "golden", "frames.json")) ? told : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "golden", "frames.json")))
                return candidate;
        }

        return null;
    }
}
