using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuroKit.Cli.Datasets;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset index ID --root DIR</c>: the samples, found without decoding one.</summary>
internal sealed class DatasetIndexCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Option<string> _root = DatasetArgument.Root();
    private readonly Option<string?> _set = DatasetArgument.Set();
    private readonly Option<string?> _split = DatasetArgument.Split();
    private readonly Option<bool> _json = CommonOptions.Json("Print every sample as a JSON object.");

    public DatasetIndexCommand(ToolConsole console)
        : base("index", "Index a data set's samples without decoding one: numbers by part and class, or every sample (--json).")
    {
        _console = console;
        Add(_id);
        foreach (Option option in new Option[] { _root, _set, _split, _json })
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        SplitRule? rule = DatasetArgument.ReadSplit(parsed, _split);
        DatasetManifest manifest = Catalog.Get(parsed.GetRequiredValue(_id));
        long start = Stopwatch.GetTimestamp();
        EventDataset dataset = DatasetArgument.Open(manifest, parsed.GetRequiredValue(_root), parsed.GetValue(_set));
        if (rule is not null)
            dataset = dataset.WithSplit(rule);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (rule is not null)
            dataset.CheckNoLeak();
        if (parsed.GetValue(_json))
            IndexText.WriteJson(_console.Out, dataset);
        else
            IndexText.Write(_console, dataset);
        _console.Note(string.Create(CultureInfo.InvariantCulture, $"{dataset.Count:N0} samples in {milliseconds:0} ms{(dataset.IsSynthetic ? "; synthetic" : "")}"));
        return ExitCode.Fine;
    }
}
