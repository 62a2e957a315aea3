using System.CommandLine;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Datasets;

/// <summary>The arguments that the verbs of data sets share.</summary>
internal static class DatasetArgument
{
    /// <summary>A data set's identifier, checked against those known.</summary>
    public static Argument<string> Id()
    {
        var argument = new Argument<string>("ID") { Description = $"The data set: {string.Join(", ", Catalog.Ids)}." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }, ..] && !Catalog.TryGet(id, out _) && !id.StartsWith('-'))
                result.AddError($"there is no data set '{id}'{Spelling.Hint(id, [.. Catalog.Ids])}");
        });
        return argument;
    }

    public static Option<string> Root()
        => new("--root") { Description = "The data set's folder, its zips or the folder that holds them, or a store that it was imported into.", HelpName = "DIR|STORE", Required = true };

    public static Option<string?> Set()
        => new("--set") { Description = "Which set of a store, where it has several of the data set: the beginning of its key.", HelpName = "KEY" };

    /// <summary>How to divide a data set.</summary>
    public static Option<string?> Split()
        => new("--split") { Description = "Divide by this rule: official, sew-lexicographic, tebn, random(seed=7, ratio=0.9), by-subject(24, 25). Default: as distributed.", HelpName = "RULE" };

    /// <summary>The rule that <see cref="Split"/> says; null where it is not said.</summary>
    /// <exception cref="UsageException">There is no such rule.</exception>
    public static SplitRule? ReadSplit(ParseResult parsed, Option<string?> option)
    {
        try
        {
            return parsed.GetValue(option) is { } text ? Splits.Parse(text) : null;
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"{option.Name}: {Failure.Line(exception)}");
        }
    }

    /// <summary>Opens a data set wherever it lies.</summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="root">A folder, an archive, or a store.</param>
    /// <param name="set">Which set of a store; null: the only one of the data set.</param>
    public static EventDataset Open(DatasetManifest manifest, string root, string? set)
    {
        if (!EventStore.IsStore(root))
            return set is null ? manifest.Open(root) : throw new UsageException($"--set: {root} is no store");
        EventDataset dataset = EventStore.Open(root).OpenDataset(set ?? manifest.Id);
        return dataset.Manifest?.Id == manifest.Id ? dataset
            : throw new UsageException($"--set: {set} is of {dataset.Manifest?.Id ?? "no known data set"}, not of {manifest.Id}");
    }
}
