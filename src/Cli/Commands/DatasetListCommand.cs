using System.CommandLine;
using NeuroKit.Cli.Datasets;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset list</c>: the data sets known.</summary>
internal sealed class DatasetListCommand : Command
{
    public DatasetListCommand(ToolConsole console)
        : base("list", "List the data sets.")
    {
        Option<bool> json = CommonOptions.Json();
        Add(json);
        SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                ManifestText.WriteListJson(console.Out);
            else
                ManifestText.WriteList(console);
            return ExitCode.Fine;
        });
    }
}
