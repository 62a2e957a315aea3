using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuroKit.Distill.Experiments;

/// <summary>JSON of experiments as people read it: a quote or a dash stays what it is.</summary>
internal static class ReadableJson
{
    public static ExperimentJson Instance { get; } = new(new JsonSerializerOptions(ExperimentJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
