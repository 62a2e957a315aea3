using System.Globalization;
using System.Text.Json;

namespace NeuroKit.Cli.Bench;

/// <summary>The cases of <c>bench distill</c>. Times of one case are of one process, turn about; peaks of memory are of a process each.</summary>
internal static class DistillBench
{
    /// <summary>The hidden verb that times one case: network, loss, cached or online, steps.</summary>
    public const string CaseVerb = "distill-case";

    /// <summary>The hidden verb that tells one case's peak of memory: network, loss (ce: undistilled).</summary>
    public const string PeakVerb = "distill-peak";

    /// <summary>The network of student and teacher.</summary>
    public const string Network = "wide-7b-net";

    /// <summary>The loss of an undistilled step.</summary>
    public const string Undistilled = "ce";

    /// <summary>The cases, in their order: the loss, and whether its teacher runs beside it.</summary>
    public static IReadOnlyList<(string Loss, bool IsOnline)> Cases { get; } =
        [("ld", false), ("tser", false), ("bkd", false), ("ld+bkd", false), ("ld+bkd", true)];

    /// <summary>Measures the cases one after another.</summary>
    /// <exception cref="CommandFailedException">A process failed.</exception>
    public static IReadOnlyList<DistillBenchRow> Measure(string network, int steps, ToolConsole console)
    {
        double undistilledPeak = Peak(network, Undistilled, console);
        var rows = new List<DistillBenchRow>();
        foreach ((string loss, bool isOnline) in Cases)
        {
            console.Note($"measuring {DistillCase.Name(network, loss, isOnline)}");
            string output = BenchProcess.Output(
                loss, console, CaseVerb, network, loss, isOnline ? DistillCase.Online : DistillCase.Cached, steps.ToString(CultureInfo.InvariantCulture));
            DistillBenchRow row = JsonSerializer.Deserialize(output, DistillBenchJson.Default.DistillBenchRow)! with { UndistilledPeakMegabytes = undistilledPeak };
            double? peak = isOnline ? null : Peak(network, loss, console);
            rows.Add(row with { DistilledPeakMegabytes = peak, PeakRatio = peak / undistilledPeak });
        }

        return rows;
    }

    private static double Peak(string network, string loss, ToolConsole console)
        => double.Parse(BenchProcess.Output(loss, console, PeakVerb, network, loss), CultureInfo.InvariantCulture);
}
