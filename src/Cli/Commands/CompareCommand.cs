using System.CommandLine;
using NeuroKit.Cli.Distill;

namespace NeuroKit.Cli.Commands;

/// <summary><c>compare RUN…</c>: sets runs side by side.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<string[]> _runs = new("RUN") { Description = "Runs' folders; a distillation's folder stands for its teacher and students.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON array.");

    public CompareCommand(ToolConsole console)
        : base("compare", "Set runs side by side: network, steps, method, accuracies, and the difference to the first.")
    {
        Add(_runs);
        Add(_json);
        SetAction((parsed, _) => Task.FromResult(CompareWork.Run(console, parsed.GetRequiredValue(_runs), parsed.GetValue(_json))));
    }
}
