using System.CommandLine;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Commands;

/// <summary><c>predict RUN FILE…</c>: what recordings show.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder that 'train' wrote." };
    private readonly Argument<string[]> _files = new("FILE") { Description = "Recordings in the format and the conventions of the run's data set.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON array.");

    public PredictCommand(ToolConsole console)
        : base("predict", "Say what recordings show, by a trained network.")
    {
        Add(_run);
        Add(_files);
        Add(_device);
        Add(_json);
        Add(CommonOptions.Yes());
        SetAction((parsed, cancellationToken) => Task.FromResult(
            PredictRun.Run(console, parsed.GetRequiredValue(_run), parsed.GetRequiredValue(_files), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json), cancellationToken)));
    }
}
