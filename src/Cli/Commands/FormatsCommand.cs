using System.CommandLine;
using NeuroKit.Events;

namespace NeuroKit.Cli.Commands;

/// <summary><c>formats</c>: the file formats known.</summary>
internal sealed class FormatsCommand : Command
{
    public FormatsCommand(ToolConsole console)
        : base("formats", "List the file formats.")
    {
        Option<bool> json = CommonOptions.Json();
        Add(json);
        SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                WriteJson(console.Out);
            else
                WriteTable(console);
            return ExitCode.Fine;
        });
    }

    private static void WriteTable(ToolConsole console)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["id", "extensions", "written", "description"],
            [.. EventFormats.Default.All.Select(f => (string[])[f.Name, string.Join(' ', f.Extensions), f.Capabilities.CanWrite ? "yes" : "no", f.Description])]);

    private static void WriteJson(TextWriter output)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (EventFormat format in EventFormats.Default.All)
            {
                json.WriteStartObject();
                json.WriteString("id", format.Name);
                json.WriteStartArray("extensions");
                foreach (string extension in format.Extensions)
                    json.WriteStringValue(extension);
                json.WriteEndArray();
                json.WriteBoolean("written", format.Capabilities.CanWrite);
                json.WriteBoolean("storesSensorSize", format.Capabilities.StoresSensorSize);
                json.WriteString("description", format.Description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
