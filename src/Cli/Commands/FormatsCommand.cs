using System.CommandLine;
using System.Globalization;
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
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["id", "extensions", "written", ">max x", ">max y", "times, us", "description"],
            [.. ToolFormats.All.All.Select(f => (string[])[f.Name, string.Join(' ', f.Extensions), f.Capabilities.CanWrite ? "yes" : "no", Number(f.Capabilities.MaxX), Number(f.Capabilities.MaxY), Times(f.Capabilities), f.Description])]);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Times(EventFormatCapabilities can)
        => can is { MinTime: long.MinValue, MaxTime: long.MaxValue } ? "any" : $"{Number(can.MinTime)} .. {Number(can.MaxTime)}";

    private static void WriteJson(TextWriter output)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (EventFormat format in ToolFormats.All.All)
            {
                json.WriteStartObject();
                json.WriteString("id", format.Name);
                json.WriteStartArray("extensions");
                foreach (string extension in format.Extensions)
                    json.WriteStringValue(extension);
                json.WriteEndArray();
                json.WriteBoolean("written", format.Capabilities.CanWrite);
                json.WriteNumber("maxX", format.Capabilities.MaxX);
                json.WriteNumber("maxY", format.Capabilities.MaxY);
                json.WriteNumber("minTime", format.Capabilities.MinTime);
                json.WriteNumber("maxTime", format.Capabilities.MaxTime);
                json.WriteBoolean("storesSensorSize", format.Capabilities.StoresSensorSize);
                json.WriteString("description", format.Description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
