using System.Text.Json.Serialization;

namespace NeuroKit.Cli.Bench;

/// <summary>How a row goes to programs, and from the measuring process to the one that asked.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(TrainBenchRow))]
[JsonSerializable(typeof(IReadOnlyList<TrainBenchRow>))]
internal sealed partial class TrainBenchJson : JsonSerializerContext;
