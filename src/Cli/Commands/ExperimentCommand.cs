using System.CommandLine;
using NeuroKit.Cli.Distill;
using NeuroKit.Distill.Experiments;

namespace NeuroKit.Cli.Commands;

/// <summary><c>experiment PLAN --data ROOT --out DIR</c>: works through the runs of a plan.</summary>
internal sealed class ExperimentCommand : Command
{
    private readonly Argument<string> _plan = new("PLAN") { Description = "The plan: cells, seeds, tuning, hypotheses and the protocol's digest, as JSON." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder. Without it nothing is run; --report alone writes what is there.", HelpName = "ROOT" };
    private readonly Option<string> _out = new("--out") { Description = "The experiment's folder: a folder a run. What is finished there is not repeated; what was interrupted goes on.", HelpName = "DIR", Required = true };
    private readonly Option<long?> _jobs = CommonOptions.Number("--jobs", "Processes side by side, each computing with one thread. Default: 1.", "N");
    private readonly Option<double?> _maxMinutes = CommonOptions.Real("--max-minutes", "Stop after so many minutes; the same command goes on.", "M");
    private readonly Option<string?> _report = new("--report") { Description = "Write distillation.md and results.json of the finished runs into this folder.", HelpName = "FOLDER" };
    private readonly Option<string[]> _with = new("--with") { Description = "A further plan and its folder, whose cells the report takes in; may be given several times.", HelpName = "PLAN=DIR" };
    private readonly Option<string?> _reading = new("--reading") { Description = "A Markdown file whose text ends the report.", HelpName = "FILE" };

    public ExperimentCommand(ToolConsole console)
        : base("experiment", "Run a declared experiment: teachers, students, controls, tuning. It can be stopped and gone on with at any time.")
    {
        Add(_plan);
        foreach (Option option in new Option[] { _data, _out, _jobs, _maxMinutes, _report, _with, _reading, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) =>
        {
            string? data = parsed.GetValue(_data);
            string? report = parsed.GetValue(_report);
            if (data is null && report is null)
                throw new UsageException("say the data set's folder to run it (--data ROOT), or where to write what was run (--report FOLDER)");
            string[] with = parsed.GetValue(_with) ?? [];
            if (with.Length > 0 && report is null)
                throw new UsageException("--with is for the report: say where to write it (--report FOLDER)");
            var request = new ExperimentRequest(
                parsed.GetRequiredValue(_plan), data, parsed.GetRequiredValue(_out), (int)(parsed.GetValue(_jobs) ?? 1), parsed.GetValue(_maxMinutes), report, parsed.GetValue(_reading))
            {
                With = [.. with.Select(ReadPair)],
            };
            return ExperimentWork.RunAsync(console, request, cancellationToken);
        });
    }

    private static ExperimentReportSource ReadPair(string pair)
    {
        int at = pair.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < pair.Length - 1
            ? new ExperimentReportSource(pair[..at], pair[(at + 1)..])
            : throw new UsageException($"--with: found '{pair}'; expected a plan, '=' and the folder of its runs");
    }
}
