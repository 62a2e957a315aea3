using System.CommandLine;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Commands;

/// <summary><c>export RUN</c>: a trained network's weights as a file for other programs.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder that 'train' wrote." };
    private readonly Option<string?> _to = new("--to") { Description = "The file: safetensors where it ends in .safetensors, else TorchSharp's format. Default: weights.safetensors in RUN, or weights-spikingjelly.safetensors for those names.", HelpName = "FILE" };
    private readonly Option<string?> _names = CommonOptions.Choice("--names", "The weights' names: our own, or those of models published with SpikingJelly. Default: neurokit.", "neurokit", "spikingjelly");
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON object.");

    public ExportCommand(ToolConsole console)
        : base("export", "Write a trained network's weights as safetensors or in TorchSharp's format.")
    {
        Add(_run);
        foreach (Option option in new Option[] { _to, _names, _json, CommonOptions.Yes() })
            Add(option);
        SetAction(parsed => ExportRun.Run(console, parsed.GetRequiredValue(_run), parsed.GetValue(_to), parsed.GetValue(_names) == "spikingjelly", parsed.GetValue(_json)));
    }
}
