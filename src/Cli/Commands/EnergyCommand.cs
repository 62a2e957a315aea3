using System.CommandLine;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Commands;

/// <summary><c>energy RUN</c>: firing rates, operations and energy by layer.</summary>
internal sealed class EnergyCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder that 'train' wrote." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder. Default: where it was.", HelpName = "ROOT" };
    private readonly Option<long?> _samples = CommonOptions.Number("--samples", "The test recordings to measure on, at most, at even distances over the part. Default: 64.", "N");
    private readonly Option<string?> _first = CommonOptions.Choice("--first-layer", "What the layer that reads the frames costs. Default: macs-every-step.", "macs-every-step", "macs-once", "accumulates");
    private readonly Option<string?> _whole = CommonOptions.Choice("--whole-inputs", "What layers cost that read whole numbers other than 0 and 1. Default: accumulates.", "accumulates", "macs");
    private readonly Option<string?> _attention = CommonOptions.Choice("--attention", "How attention is counted. Default: as-computed.", "as-computed", "key-value-first");
    private readonly Option<string?> _real = CommonOptions.Choice("--real-inputs", "What layers cost that read real numbers. Default: macs.", "accumulates", "macs");
    private readonly Option<bool> _norms = new("--count-norms") { Description = "Count normalisation too, instead of folding it into the convolutions." };
    private readonly Option<bool> _neurons = new("--count-neurons") { Description = "Count the neurons' own operations too." };
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON object.");

    public EnergyCommand(ToolConsole console)
        : base("energy", "Estimate a trained network's energy: firing rates, synaptic operations and energy by layer, with the conventions said.")
    {
        Add(_run);
        foreach (Option option in new Option[] { _data, _samples, _first, _whole, _attention, _real, _norms, _neurons, _device, _json, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.FromResult(EnergyRun.Run(
            console,
            new EnergyRequest(
                parsed.GetRequiredValue(_run), parsed.GetValue(_data), (int)Math.Min(int.MaxValue, parsed.GetValue(_samples) ?? 64), parsed.GetValue(_first), parsed.GetValue(_whole),
                parsed.GetValue(_attention), parsed.GetValue(_real), parsed.GetValue(_norms), parsed.GetValue(_neurons), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json)),
            cancellationToken)));
    }
}
