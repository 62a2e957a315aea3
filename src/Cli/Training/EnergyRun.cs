using NeuroKit.Training.Energy;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Training;

/// <summary>Carries <c>energy</c> out.</summary>
internal static class EnergyRun
{
    public static int Run(ToolConsole console, EnergyRequest request, CancellationToken cancellationToken)
    {
        using TrainedModel model = TorchStart.Open(request.Run, request.Device);
        EnergyReport report = model.MeasureEnergy(request.Samples, Options(request), request.Data, cancellationToken);
        if (request.AsJson)
            JsonOutput.Write(console.Out, json => EnergyReportWriter.WriteJson(report, json));
        else
            EnergyReportWriter.WriteTable(report, console.Out);
        return ExitCode.Fine;
    }

    private static EnergyOptions Options(EnergyRequest request) => new()
    {
        FirstLayer = request.FirstLayer switch
        {
            "macs-once" => FirstLayerCounting.MacsOnce,
            "accumulates" => FirstLayerCounting.Accumulates,
            _ => FirstLayerCounting.MacsEveryStep,
        },
        WholeInputs = request.WholeInputs == "macs" ? InputCounting.Macs : InputCounting.Accumulates,
        RealInputs = request.RealInputs == "accumulates" ? InputCounting.Accumulates : InputCounting.Macs,
        Attention = request.Attention == "key-value-first" ? AttentionCounting.KeyValueFirst : AttentionCounting.AsComputed,
        FoldNormalisation = !request.CountsNorms,
        CountNeurons = request.CountsNeurons,
    };
}
