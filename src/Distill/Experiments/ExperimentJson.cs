using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Experiments;

/// <summary>JSON of experiments, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(ExperimentPlan))]
[JsonSerializable(typeof(ExperimentRecord))]
[JsonSerializable(typeof(ExperimentRunResult))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
