using System.Text.Json.Serialization;

namespace NeuroKit.Events.Datasets;

/// <summary>JSON of manifests and of made data sets, generated at build time: trimming and ahead-of-time compilation keep it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(SensorSizeJsonConverter)])]
[JsonSerializable(typeof(DatasetManifest))]
[JsonSerializable(typeof(SynthesisRecord))]
internal sealed partial class DatasetJson : JsonSerializerContext;
