using System.Text.Json.Serialization;

namespace NeuroKit.Cli.Bench;

/// <summary>How a row goes to programs, and from the measuring process to the one that asked.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(DistillBenchRow))]
[JsonSerializable(typeof(IReadOnlyList<DistillBenchRow>))]
internal sealed partial class DistillBenchJson : JsonSerializerContext;
