using System.Globalization;
using System.Text.Json;
using NeuroKit.Training.Networks;

namespace NeuroKit.Cli.Describe;

/// <summary>Makes the network, runs it once on an empty frame and writes what was found. The only class that touches the training library.</summary>
internal static class DescribeRun
{
    public static int Run(ToolConsole console, string network, FrameShape input, int classes, bool asJson)
    {
        if (!SpikingNetworks.IsKnown(network))
            throw new UsageException($"there is no network '{network}'{Spelling.Hint(network, [.. SpikingNetworks.Identifiers])}");
        NetworkDescription description;
        try
        {
            using SpikingNetwork made = SpikingNetworks.Create(network, new NetworkOptions(input.Channels, input.Height, input.Width, classes));
            description = made.Describe();
        }
        catch (TypeInitializationException exception) when (exception.InnerException is NotSupportedException or DllNotFoundException)
        {
            // Without libtorch; the inner message says what is missing and which command mends it.
            throw new CommandFailedException(exception.InnerException.Message);
        }

        if (asJson)
            WriteJson(console, description, input);
        else
            WriteTable(console, description, input);
        return ExitCode.Fine;
    }

    private static void WriteTable(ToolConsole console, NetworkDescription description, FrameShape input)
    {
        var rows = description.Layers
            .Select(layer => (string[])[layer.Name, layer.Kind + (layer.IsIdle ? " (never called)" : ""), Shape(layer.InputShape), Shape(layer.OutputShape), Number(layer.Parameters), Number(layer.MacsPerStep)])
            .Append(["all", "", $"{input.Channels}x{input.Height}x{input.Width}", description.Options.Classes.ToString(CultureInfo.InvariantCulture), Number(description.Parameters), Number(description.MacsPerStep)])
            .ToList();
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["layer", "kind", ">input", ">output", ">parameters", ">MACs a step"], rows);
    }

    private static void WriteJson(ToolConsole console, NetworkDescription description, FrameShape input)
        => JsonOutput.Write(console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("network", description.Network);
            WriteShape(json, "input", [input.Steps, input.Channels, input.Height, input.Width]);
            json.WriteNumber("classes", description.Options.Classes);
            json.WriteNumber("parameters", description.Parameters);
            json.WriteNumber("macsPerStep", description.MacsPerStep);
            json.WriteStartArray("layers");
            foreach (LayerDescription layer in description.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("kind", layer.Kind);
                WriteShape(json, "input", layer.InputShape);
                WriteShape(json, "output", layer.OutputShape);
                json.WriteNumber("parameters", layer.Parameters);
                json.WriteNumber("macsPerStep", layer.MacsPerStep);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void WriteShape(Utf8JsonWriter json, string name, IEnumerable<long> shape)
    {
        json.WriteStartArray(name);
        foreach (long side in shape)
            json.WriteNumberValue(side);
        json.WriteEndArray();
    }

    private static string Shape(IEnumerable<long> shape) => string.Join('x', shape.Select(side => side.ToString(CultureInfo.InvariantCulture)));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
