using System.Globalization;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Weights;

namespace NeuroKit.Cli.Training;

/// <summary>Carries <c>export</c> out.</summary>
internal static class ExportRun
{
    public static int Run(ToolConsole console, string runFolder, string? to, bool takesPublishedNames, bool asJson)
    {
        using TrainedModel model = TorchStart.Open(runFolder);
        string path = to ?? (takesPublishedNames ? Path.Combine(model.Folder.Path, "weights-spikingjelly.safetensors") : model.Folder.Weights);
        WeightFile.Save(model.Network, path, takesPublishedNames ? WeightNames.SpikingJelly : WeightNames.Own);
        int tensors = model.Network.state_dict().Count;
        if (!asJson)
        {
            console.Note(string.Create(CultureInfo.InvariantCulture, $"{path}: {model.Network.Identifier}, {tensors} tensors, {new FileInfo(path).Length:N0} bytes"));
            return ExitCode.Fine;
        }

        JsonOutput.Write(console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("network", model.Network.Identifier);
            json.WriteString("names", takesPublishedNames ? "spikingjelly" : "neurokit");
            json.WriteNumber("tensors", tensors);
            json.WriteNumber("bytes", new FileInfo(path).Length);
            json.WriteEndObject();
        });
        return ExitCode.Fine;
    }
}
