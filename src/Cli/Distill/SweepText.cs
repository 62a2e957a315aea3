using System.Globalization;
using NeuroKit.Distill.Sweeps;

namespace NeuroKit.Cli.Distill;

/// <summary>Tells what a sweep gave.</summary>
internal static class SweepText
{
    public static void Write(ToolConsole console, SweepResults results, bool asJson, string? page = null)
    {
        if (asJson)
            WriteJson(console, results, page);
        else
            WriteTable(console, results);
    }

    private static void WriteTable(ToolConsole console, SweepResults results)
        => TableOutput.Write(
            console.Out, console.OutputIsTerminal,
            [.. results.Axes.Select(axis => ">" + axis.Key.Split('.')[^1]), "student", ">validation", ">test", ">test, last epoch"],
            [.. results.Rows.Select(row => (string[])[.. row.Values.Select(SweepAxis.Text), row.Student, Percent(row.ValidationAccuracy), Percent(row.TestAccuracy), Percent(row.LastTestAccuracy)])]);

    private static void WriteJson(ToolConsole console, SweepResults results, string? page) => JsonOutput.Write(console.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("recipe", results.Recipe);
        if (page is not null)
            json.WriteString("page", page);
        json.WriteNumber("settings", results.Settings);
        json.WriteStartArray("axes");
        foreach (SweepAxis axis in results.Axes)
            json.WriteStringValue(axis.Key);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (SweepRow row in results.Rows)
        {
            json.WriteStartObject();
            json.WriteString("setting", row.Setting);
            json.WriteStartArray("values");
            foreach (System.Text.Json.JsonElement value in row.Values)
                value.WriteTo(json);
            json.WriteEndArray();
            json.WriteString("student", row.Student);
            if (row.Steps is { } steps)
                json.WriteNumber("steps", steps);
            if (row.ValidationAccuracy is { } validation)
                json.WriteNumber("validationAccuracy", validation);
            json.WriteNumber("testAccuracy", row.TestAccuracy);
            json.WriteNumber("lastTestAccuracy", row.LastTestAccuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} %") : "";
}
