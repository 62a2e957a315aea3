using System.CommandLine;
using NeuroKit.Cli.Bench;
using NeuroKit.SideBySide;

namespace NeuroKit.Cli.Commands;

/// <summary><c>bench data</c>: import into a store, samples from it, indices, HDF5.</summary>
internal sealed class BenchDataCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _only = new("--only") { Description = "Measure the cases whose name contains TEXT.", HelpName = "TEXT" };
    private readonly Option<string?> _folder = new("--data") { Description = "Where inputs (about 750 MB, made once) and stores go.", HelpName = "DIR" };

    public BenchDataCommand(ToolConsole console)
        : base("data", "Recordings and zips into a store, training samples of T = 16 from it, a large zip's index, HDF5 beside h5py: medians of one run. Some minutes.")
    {
        _console = console;
        Add(_json);
        Add(_only);
        Add(_folder);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(_folder) ?? Path.Combine(ToolFolders.Artifacts, "bench");
        IReadOnlyList<BenchRow> rows = DataBench.Run(folder, parsed.GetValue(_only), new BenchNotes(_console));
        if (rows.Count == 0)
            throw new UsageException($"--only: no case's name contains '{parsed.GetValue(_only)}'");
        if (parsed.GetValue(_json))
            BenchOutput.WriteJson(_console.Out, rows);
        else
            BenchOutput.WriteTable(_console, rows);
        return ExitCode.Fine;
    }
}
