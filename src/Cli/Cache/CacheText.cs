using System.Globalization;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Cache;

/// <summary>Writes what a store holds for people.</summary>
internal static class CacheText
{
    private const int KeyDigits = 16;

    public static void Write(ToolConsole console, IReadOnlyList<StoreSet> sets)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["name", "kind", "key", ">recordings", ">failed", ">events", ">MB", "options"],
            [.. sets.Select(s => (string[])
            [
                s.Name, s.Kind == StoreKind.Events ? "events" : "frames", s.Key[..KeyDigits], Number(s.Recordings), Number(s.Failed), Number(s.Events),
                Megabytes(s.Bytes), s.Rules.Count == 0 ? s.Options : $"{string.Join("; ", s.Rules)}; {s.Options}",
            ])]);

    public static void Write(ToolConsole console, IReadOnlyList<StoreProblem> problems)
    {
        foreach (StoreProblem problem in problems)
            console.Out.WriteLine(problem);
        if (problems.Count == 0)
            console.Out.WriteLine("everything is as it was written");
    }

    public static void Write(ToolConsole console, IReadOnlyList<PrunedItem> items, bool isDry)
    {
        foreach (PrunedItem item in items.Where(i => i.Problem is null))
            console.Out.WriteLine($"{(isDry ? "would remove" : "removed")} {item.Path} ({Megabytes(item.Bytes)} MB): {item.Reason}");
        if (items.Count == 0)
            console.Out.WriteLine("nothing to remove");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
