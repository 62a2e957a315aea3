using System.Globalization;
using System.Text.Json;

namespace NeuroKit.Cli.Bench;

/// <summary>The cases of <c>bench train</c>, each in a process of its own, so that its peak of memory is its own.</summary>
internal static class TrainBench
{
    /// <summary>The hidden verb that measures one case: network, T, steps.</summary>
    public const string CaseVerb = "train-case";

    /// <summary>The cases, in their order.</summary>
    public static IReadOnlyList<(string Network, int Frames)> Cases { get; } = [("wide-7b-net", 16), ("wide-7b-net", 4)];

    /// <summary>Measures one case in a process of its own, whose messages go to ours.</summary>
    /// <exception cref="CommandFailedException">The process failed.</exception>
    public static TrainBenchRow MeasureApart(string network, int frames, int steps, ToolConsole console)
    {
        string output = BenchProcess.Output(
            $"{network} at T = {frames}", console, CaseVerb, network, frames.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture));
        return JsonSerializer.Deserialize(output, TrainBenchJson.Default.TrainBenchRow)!;
    }
}
