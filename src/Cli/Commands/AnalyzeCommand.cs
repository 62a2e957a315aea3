using System.CommandLine;
using NeuroKit.Cli.Analyze;

namespace NeuroKit.Cli.Commands;

/// <summary><c>analyze RUN</c>: a trained network step by step and layer by layer, or those of a distillation side by side.</summary>
internal sealed class AnalyzeCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder that 'train' or 'distill' wrote, a sweep's too." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder. Default: where it was.", HelpName = "ROOT" };
    private readonly Option<string?> _part = CommonOptions.Choice("--part", "The part to measure on. Default: test.", "test", "validation", "train");
    private readonly Option<string?> _out = new("--out") { Description = "The page. Default: analysis.html in RUN.", HelpName = "FILE" };
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON object.");

    public AnalyzeCommand(ToolConsole console)
        : base("analyze", "What a trained network does: accuracy of each step, firing rates and energy by layer, as a page of pictures.")
    {
        Add(_run);
        foreach (Option option in new Option[] { _data, _part, _out, _device, _json, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.FromResult(AnalyzeWork.Run(
            console,
            new AnalyzeRequest(parsed.GetRequiredValue(_run), parsed.GetValue(_part) ?? "test", parsed.GetValue(_data), parsed.GetValue(_out), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json)),
            cancellationToken)));
    }
}
