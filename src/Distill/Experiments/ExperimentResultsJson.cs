using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuroKit.Distill.Experiments;

/// <summary>The cells of one or several experiments as <c>results.json</c> has them.</summary>
internal static class ExperimentResultsJson
{
    public static string Write(IReadOnlyList<ExperimentTable> tables)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("experiments");
            foreach (ExperimentTable table in tables)
            {
                json.WriteStartObject();
                json.WriteString("plan", table.Plan.Name);
                json.WriteString("protocol", table.Plan.Protocol.Sha256);
                json.WriteBoolean("whole", table.IsWhole);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("cells");
            foreach (ExperimentTable table in tables)
            {
                foreach (ExperimentCellResults cell in table.Cells)
                    WriteCell(json, table.Plan, cell);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCell(Utf8JsonWriter json, ExperimentPlan plan, ExperimentCellResults cell)
    {
        json.WriteStartObject();
        json.WriteString("plan", plan.Name);
        json.WriteString("data", plan.Dataset.Id);
        json.WriteString("method", cell.Method);
        json.WriteNumber("steps", cell.Steps);
        json.WriteNumber("trainingRecordings", plan.Dataset.TrainingRecordings);
        Shares("accuracies", cell.Runs.Select(r => r.TestAccuracy!.Value));
        if (cell.ShuffledMean is not null)
            Shares("accuraciesInRandomOrder", cell.Runs.Select(r => r.ShuffledTestAccuracy!.Value));
        Integers("seeds", cell.Runs.Select(r => r.Seed));
        Integers("folds", cell.Runs.Select(r => r.Fold));
        if (cell.Runs.All(r => r.TeacherSeed is not null))
            Integers("teacherSeeds", cell.Runs.Select(r => r.TeacherSeed!.Value));
        json.WriteNumber("processorSeconds", Math.Round(cell.Runs.Sum(r => r.ProcessorSeconds), 1));
        if (cell.LackingSeconds > 0)
            json.WriteNumber("runsThatLackSeconds", cell.LackingSeconds);
        json.WriteEndObject();

        void Shares(string name, IEnumerable<double> values)
        {
            json.WriteStartArray(name);
            foreach (double value in values)
                json.WriteNumberValue(Math.Round(value, 6));
            json.WriteEndArray();
        }

        void Integers(string name, IEnumerable<int> values)
        {
            json.WriteStartArray(name);
            foreach (int value in values)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }
    }
}
