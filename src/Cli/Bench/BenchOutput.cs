using System.Globalization;
using NeuroKit.SideBySide;

namespace NeuroKit.Cli.Bench;

/// <summary>Writes measured cases: a table, or JSON with the members case, kind, ours_ms, floor_ms, ratio and peak_mb.</summary>
internal static class BenchOutput
{
    public static void WriteTable(ToolConsole console, IReadOnlyList<BenchRow> rows)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["case", "kind", ">ours ms", ">floor ms", ">ratio", ">peak MB", "target"],
            [.. rows.Select(r => (string[])[r.Case, Word(r.Kind), Number(r.OursMilliseconds), Number(r.FloorMilliseconds), Number(r.Ratio, "0.00"), Number(r.PeakMegabytes, "0.####"), Target(r)])]);

    public static void WriteJson(TextWriter output, IReadOnlyList<BenchRow> rows)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (BenchRow row in rows)
            {
                json.WriteStartObject();
                json.WriteString("case", row.Case);
                json.WriteString("kind", Word(row.Kind));
                WriteNumber("ours_ms", row.OursMilliseconds);
                WriteNumber("floor_ms", row.FloorMilliseconds);
                WriteNumber("ratio", row.Ratio);
                WriteNumber("peak_mb", row.PeakMegabytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();

            void WriteNumber(string name, double? value)
            {
                if (value is { } number)
                    json.WriteNumber(name, number);
                else
                    json.WriteNull(name);
            }
        });

    private static string Target(BenchRow row)
        => row.Target is not { } target ? "" : (row.Kind == BenchKind.Memory ? "≤ " + Number(target, "0.####") : "≥ " + Number(target, "0.00")) + (row.MeetsTarget ? "" : "  missed");

    private static string Number(double? value, string format = "0.000") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Word(BenchKind kind) => kind switch
    {
        BenchKind.Floor => "floor",
        BenchKind.Scaling => "scaling",
        _ => "memory",
    };
}
