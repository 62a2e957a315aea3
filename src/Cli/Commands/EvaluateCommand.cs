using System.CommandLine;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Commands;

/// <summary><c>evaluate RUN</c>: measures a trained network on a part of its data set.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder that 'train' wrote." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder. Default: where it was.", HelpName = "ROOT" };
    private readonly Option<string?> _part = CommonOptions.Choice("--part", "The part to measure. Default: test.", "test", "validation", "train");
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON object.");

    public EvaluateCommand(ToolConsole console)
        : base("evaluate", "Measure a trained network: accuracy by class and what is taken for what.")
    {
        Add(_run);
        foreach (Option option in new Option[] { _data, _part, _device, _json, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.FromResult(
            EvaluateRun.Run(console, parsed.GetRequiredValue(_run), parsed.GetValue(_part) ?? "test", parsed.GetValue(_data), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json), cancellationToken)));
    }
}
