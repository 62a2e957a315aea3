using System.Text.Json;
using NeuroKit.Training.Energy;

namespace NeuroKit.Training.Analysis;

/// <summary>Writes analyses for programs.</summary>
public static class AnalysisWriter
{
    /// <summary>Writes a JSON object.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="json">Where.</param>
    public static void WriteJson(RunAnalysis analysis, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("name", analysis.Name);
        json.WriteString("network", analysis.Network);
        json.WriteString("dataset", analysis.Dataset);
        json.WriteString("part", analysis.Part);
        json.WriteNumber("samples", analysis.Evaluation.Samples);
        json.WriteNumber("accuracy", analysis.Evaluation.Accuracy);
        json.WriteStartArray("bySteps");
        foreach (StepAccuracy step in analysis.Evaluation.BySteps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Step);
            json.WriteNumber("alone", step.Alone);
            json.WriteNumber("soFar", step.SoFar);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("sampledRecordings", analysis.SampledRecordings);
        json.WriteStartArray("featureMeans");
        foreach (FeatureMean mean in analysis.FeatureMeans)
        {
            json.WriteStartObject();
            json.WriteString("feature", mean.Feature);
            json.WriteNumber("mean", mean.Mean);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("energy");
        if (analysis.Energy is { } energy)
            EnergyReportWriter.WriteJson(energy, json);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }
}
