using System.Globalization;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>Reads <c>--tonic n_time_bins=16,overlap=0.1,include_incomplete=true</c>: the arguments of tonic's <c>ToFrame</c> by its names.</summary>
internal static class TonicOption
{
    private static readonly string[] s_rules = ["time_window", "event_count", "n_time_bins", "n_event_bins"];
    private static readonly string[] s_keys = [.. s_rules, "overlap", "include_incomplete"];

    /// <exception cref="UsageException">A key or value is not one that tonic has.</exception>
    public static FrameBinning Parse(string text)
    {
        Dictionary<string, string> values = Split(text);
        string[] rules = [.. s_rules.Where(values.ContainsKey)];
        if (rules.Length != 1)
            throw new UsageException($"--tonic: found {(rules.Length == 0 ? "none" : string.Join(" and ", rules))} of {string.Join(", ", s_rules)}; expected one of them");
        string overlap = values.GetValueOrDefault("overlap", "0");
        bool incomplete = Truth(values.GetValueOrDefault("include_incomplete", "false"));
        try
        {
            return rules[0] switch
            {
                "time_window" => TonicBinning.TimeWindow(Whole("time_window", values["time_window"]), Whole("overlap", overlap), incomplete),
                "event_count" => TonicBinning.EventCount(Whole("event_count", values["event_count"]), Whole("overlap", overlap), incomplete),
                "n_time_bins" => TonicBinning.TimeBins(Bins("n_time_bins", values["n_time_bins"]), Share(overlap)),
                _ => TonicBinning.EventBins(Bins("n_event_bins", values["n_event_bins"]), Share(overlap)),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            string window = values[rules[0]];
            throw new UsageException(rules[0].StartsWith("n_", StringComparison.Ordinal)
                ? $"--tonic: found {rules[0]}={window}, overlap={overlap}; expected at least one bin and an overlap from 0 to below 1 ({exception.ParamName})"
                : $"--tonic: found {rules[0]}={window}, overlap={overlap}; expected at least 1 and an overlap from 0 to below it ({exception.ParamName})");
        }
    }

    private static Dictionary<string, string> Split(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (!s_keys.Contains(sides[0], StringComparer.Ordinal))
                throw new UsageException($"--tonic: there is no '{sides[0]}'{Spelling.Hint(sides[0], s_keys)}");
            if (sides.Length != 2 || sides[1].Length == 0)
                throw new UsageException($"--tonic: '{sides[0]}' has no value; expected {sides[0]}=VALUE");
            if (!values.TryAdd(sides[0], sides[1]))
                throw new UsageException($"--tonic: '{sides[0]}' is said twice");
        }

        return values;
    }

    private static long Whole(string key, string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new UsageException($"--tonic: found {key}={text}; expected a whole number{(key == "overlap" ? " of µs or events, as the window has" : "")}");

    private static int Bins(string key, string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new UsageException($"--tonic: found {key}={text}; expected a whole number of bins");

    private static double Share(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new UsageException($"--tonic: found overlap={text}; expected a share of a bin from 0 to below 1");

    private static bool Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new UsageException($"--tonic: found include_incomplete={text}; expected true or false"),
    };
}
