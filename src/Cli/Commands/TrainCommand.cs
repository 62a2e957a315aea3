using System.CommandLine;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Commands;

/// <summary><c>train RECIPE --data ROOT --out RUN</c>: trains a network by a recipe.</summary>
internal sealed class TrainCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "A recipe's identifier or file; a wrong one lists those known." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder or zips, or a store that holds it. With --resume: where it is now, if it has moved.", HelpName = "ROOT" };
    private readonly Option<string> _out = new("--out") { Description = "The run's folder, made by this command.", HelpName = "RUN", Required = true };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in --out from its last checkpoint, or begin it where there is none." };
    private readonly Option<bool> _bestOnTest = new("--report-best-on-test") { Description = "Look at the test part after every epoch and report its best one too, as published figures often do. It chooses nothing." };
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print the run's result as a JSON object.");

    public TrainCommand(ToolConsole console)
        : base("train", "Train a spiking network by a recipe: checkpoints, metrics, figures and a page to look at go to the run's folder.")
    {
        _console = console;
        Add(_recipe);
        foreach (Option option in new Option[] { _data, _out, _resume, _bestOnTest, _device, _json, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) =>
        {
            bool resumes = parsed.GetValue(_resume);
            string? data = parsed.GetValue(_data);
            if (data is null && !resumes)
                throw new UsageException("say the data set's folder: --data ROOT");
            var request = new TrainRequest(
                parsed.GetRequiredValue(_recipe), data, parsed.GetRequiredValue(_out), resumes, parsed.GetValue(_bestOnTest), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json));
            return Task.FromResult(TrainRun.Run(_console, request, cancellationToken));
        });
    }
}
