using System.Text.Json.Serialization;

namespace NeuroKit.Cli.Bench;

/// <summary>One case of <c>bench train</c>.</summary>
/// <param name="Case">The network, T and the batch.</param>
/// <param name="Steps">The steps measured.</param>
/// <param name="CompositeMilliseconds">The median of a step: forward, cross-entropy, backward, SGD; neurons in plain operations of libtorch.</param>
/// <param name="CompositePeakMegabytes">The process's peak resident memory in 10^6 bytes.</param>
/// <param name="LeastMilliseconds">The fastest step, which other work on the machine disturbs least.</param>
/// <param name="OutsidePercent">An upper bound of the share of a step that is spent outside libtorch's kernels: see <see cref="TrainCase"/>.</param>
/// <param name="Threads">The threads of an operation.</param>
internal sealed record TrainBenchRow(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("steps")] int Steps,
    [property: JsonPropertyName("composite_ms")] double CompositeMilliseconds,
    [property: JsonPropertyName("composite_peak_mb")] double CompositePeakMegabytes,
    [property: JsonPropertyName("composite_least_ms")] double LeastMilliseconds,
    [property: JsonPropertyName("outside_kernels_percent")] double OutsidePercent,
    [property: JsonPropertyName("threads")] int Threads);
