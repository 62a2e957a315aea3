using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Commands;

/// <summary>Options and arguments that several verbs share, and the parsers of their values.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json(string description = "Print JSON for programs to read.") => new("--json") { Description = description };

    /// <summary>Agreement to install what a verb of networks needs. The launcher reads it; the verb itself only has to know it.</summary>
    public static Option<bool> Yes() => new("--yes") { Description = "Install libtorch and what builds its binding without asking where they are missing." };

    /// <summary>Where a verb of networks computes.</summary>
    public static Option<string?> Device() => Choice("--device", "Where to compute. Default: cpu.", "cpu", "cuda");

    public static Option<SensorSize?> Size(string description = "The sensor's size, for example 128x128; overrides what the file says.")
        => new("--size") { Description = description, HelpName = "WxH", CustomParser = ParseSize };

    /// <summary>A format's identifier, checked against those known.</summary>
    public static Option<string?> Format(string name, string description, bool writing = false)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "ID" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var id }])
                return;
            string[] known = [.. (writing ? ToolFormats.All.Writable : ToolFormats.All.All).Select(f => f.Name)];
            if (known.Contains(id, StringComparer.OrdinalIgnoreCase))
                return;
            result.AddError(ToolFormats.All.TryGet(id, out _)
                ? $"{name}: {id} can be read but not written; {string.Join(", ", known)} can"
                : $"{name}: there is no format '{id}'{Spelling.Hint(id, known)}");
        });
        return option;
    }

    /// <summary>Which of the recordings inside a file.</summary>
    public static Option<string?> ObjectPath() => new("--object")
    {
        Description = "Which recording of an HDF5 file with several: its path in the file; a group's path takes all in it, --object / all of them, one after the other.",
        HelpName = "PATH",
    };

    /// <summary>Options of formats, from <see cref="ObjectPath"/>.</summary>
    public static IReadOnlyList<EventFormatOptions> FormatOptions(string? objectPath)
        => objectPath is null ? [] : [new Hdf5Options { ObjectPath = objectPath }];

    /// <summary>One of a few words.</summary>
    public static Option<string?> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !words.Contains(word, StringComparer.Ordinal))
                result.AddError($"{name}: '{word}' is none of {string.Join(", ", words)}{(Spelling.Nearest(word, words) is { } near ? $"; did you mean '{near}'?" : "")}");
        });
        return option;
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static Option<long?> Number(string name, string description, string helpName, long least = 1)
        => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => TryNumber(result, name, least),
        };

    /// <summary>A number with a fraction.</summary>
    public static Option<double?> Real(string name, string description, string helpName, double least = 0)
        => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                string text = result.Tokens is [{ Value: var value }] ? value : "";
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number >= least)
                    return number;
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: found '{text}'; expected a number of at least {least}"));
                return null;
            },
        };

    private static long? TryNumber(ArgumentResult result, string name, long least)
    {
        string text = result.Tokens is [{ Value: var value }] ? value : "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number) && number >= least)
            return number;
        result.AddError($"{name}: found '{text}'; expected a whole number of at least {least}");
        return null;
    }

    private static SensorSize? ParseSize(ArgumentResult result)
    {
        string text = result.Tokens is [{ Value: var value }] ? value : "";
        if (SensorSize.TryParse(text, out SensorSize size))
            return size;
        result.AddError($"--size: found '{text}'; expected width x height with sides of 1 to {SensorSize.MaxSide}, for example 128x128");
        return null;
    }
}
