using System.CommandLine;
using System.Text.Json;
using NeuroKit.Cli.Datasets;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset info ID</c>: what is known of a data set before its files are seen.</summary>
internal sealed class DatasetInfoCommand : Command
{
    public DatasetInfoCommand(ToolConsole console)
        : base("info", "Show what is known of a data set: classes, parts, archives, terms, where to get it.")
    {
        Argument<string> id = DatasetArgument.Id();
        Option<bool> json = CommonOptions.Json("Print the manifest as a JSON object.");
        Add(id);
        Add(json);
        SetAction(parsed =>
        {
            DatasetManifest manifest = Catalog.Get(parsed.GetRequiredValue(id));
            if (!parsed.GetValue(json))
            {
                ManifestText.Write(console, manifest);
                return ExitCode.Fine;
            }

            using JsonDocument document = JsonDocument.Parse(manifest.ToJson());
            JsonOutput.Write(console.Out, document.RootElement.WriteTo);
            return ExitCode.Fine;
        });
    }
}
