using System.CommandLine;
using NeuroKit.Cli.Datasets;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset stats ID --root DIR|STORE</c>: figures of a data set, by class.</summary>
internal sealed class DatasetStatsCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Option<string> _root = DatasetArgument.Root();
    private readonly Option<string?> _set = DatasetArgument.Set();
    private readonly Option<string?> _html = new("--html") { Description = "Write a page as well, with histograms and a sample's frames of each class.", HelpName = "FILE" };
    private readonly Option<bool> _json = CommonOptions.Json("Print the figures as a JSON object.");

    public DatasetStatsCommand(ToolConsole console)
        : base("stats", "Read every recording and show events, durations, rates, ON share and bounds, by class and over all.")
    {
        _console = console;
        Add(_id);
        foreach (Option option in new Option[] { _root, _set, _html, _json })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        DatasetManifest manifest = Catalog.Get(parsed.GetRequiredValue(_id));
        string root = parsed.GetRequiredValue(_root);
        EventDataset dataset = DatasetArgument.Open(manifest, root, parsed.GetValue(_set));
        DatasetStatistics statistics;
        using (var progress = new DatasetProgressLines(_console, "counting"))
            statistics = DatasetStatistics.Compute(dataset, DatasetStatisticsOptions.Default with { SkipsUnreadable = true }, progress, cancellationToken) with { Root = root };
        if (statistics.Samples.Count == 0)
            throw new CommandFailedException($"none of {statistics.Unreadable.Count} samples can be read; the first: {statistics.Unreadable[0].Problem}");
        if (parsed.GetValue(_html) is { } page)
        {
            StatsPage.Save(page, dataset, statistics, cancellationToken);
            _console.Note($"page: {page}");
        }

        if (parsed.GetValue(_json))
            StatsText.WriteJson(_console.Out, dataset, statistics);
        else
            StatsText.Write(_console, statistics);
        foreach (UnreadableSample unreadable in statistics.Unreadable)
            _console.Fail("not counted: " + unreadable.Problem);
        return statistics.Unreadable.Count == 0 ? ExitCode.Fine : ExitCode.SomeFailed;
    }
}
