using System.Globalization;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes what is known of data sets.</summary>
internal static class ManifestText
{
    private const int LineWidth = 110;
    private const int NameWidth = 14;

    private static IEnumerable<DatasetManifest> All => Catalog.Ids.Select(Catalog.Get);

    public static void WriteList(ToolConsole console)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["id", "title", ">classes", ">samples", "parts", "sensor", "format", "download"],
            [.. All.Select(m => (string[])
            [
                m.Id, m.Title, Number(m.Classes.Count), Samples(m) is { } samples ? Number(samples) : "", string.Join(" ", m.Splits.Select(s => s.Name)),
                m.SensorSize.ToString(), string.Join(" ", m.Variants.Select(v => v.Format).Prepend(m.Format)), Download(m),
            ])]);

    public static void WriteListJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (DatasetManifest m in All)
        {
            json.WriteStartObject();
            json.WriteString("id", m.Id);
            json.WriteString("title", m.Title);
            json.WriteNumber("classes", m.Classes.Count);
            WriteNumber(json, "samples", Samples(m));
            json.WriteString("sensorSize", m.SensorSize.ToString());
            json.WriteString("format", m.Format);
            json.WriteString("licence", m.Licence);
            json.WriteString("url", m.Source.Url);
            json.WriteBoolean("isScriptable", m.Source.IsScriptable);
            json.WriteBoolean("isSynthetic", m.IsSynthetic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void Write(ToolConsole console, DatasetManifest m)
    {
        TextWriter to = console.Out;
        to.WriteLine($"{m.Title} ({m.Id})");
        to.WriteLine();
        Line(to, "licence", m.Licence);
        Line(to, "cite", m.Citation);
        Line(to, "from", m.Source.Url);
        Line(to, "", m.Source.Instructions);
        Line(to, "sensor", m.SensorSize.ToString());
        Line(to, "format", string.Join("; or ", m.Variants.Select(v => $"{v.Format}: {v.Description}").Prepend(m.Format)));
        if (m.Orientation != Orientation.None)
            Line(to, "orientation", Turns(m.Orientation));
        if (m.LabelRule is not null)
            Line(to, "labels", m.LabelRule);
        Line(to, "classes", string.Join(", ", m.Classes.Select((c, label) => string.Create(CultureInfo.InvariantCulture, $"{label} {c.Name}"))));
        Line(to, "parts", string.Join("; ", m.Splits.Select(s => s.Total is { } total ? $"{s.Name} {Number(total)}" : $"{s.Name}, of no fixed number")));
        foreach (string note in m.Notes)
            Line(to, "note", note);
        (DatasetArchive Archive, string In)[] archives = [.. m.Archives.Concat(m.Variants.SelectMany(v => v.Archives)).SelectMany(a => Below(a, ""))];
        if (archives.Length == 0)
            return;
        to.WriteLine();
        TableOutput.Write(to, console.OutputIsTerminal, ["archive", ">bytes", "md5", "url"],
            [.. archives.Select(a => (string[])
            [
                a.In + a.Archive.Name, a.Archive.Bytes is { } bytes ? Number(bytes) : "not known", a.Archive.Md5 ?? "not known", a.Archive.Url ?? "by hand",
            ])]);
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static int? Samples(DatasetManifest m) => m.Splits.All(s => s.Total is not null) ? m.Splits.Sum(s => s.Total) : null;

    private static string Download(DatasetManifest m)
        => m.Archives.Count == 0 && m.IsSynthetic ? "made on the spot" : m.Source.IsScriptable ? "by script" : "by hand";

    private static string Turns(Orientation o)
        => string.Join(", ", new[] { o.SwapXY ? "x and y exchanged" : null, o.FlipX ? "x mirrored" : null, o.FlipY ? "y mirrored" : null }.OfType<string>());

    private static IEnumerable<(DatasetArchive Archive, string In)> Below(DatasetArchive archive, string above)
        => archive.Holds.SelectMany(inner => Below(inner, above + archive.Name + "!/")).Prepend((archive, above));

    // A name, and its text in lines of a bearable width.
    private static void Line(TextWriter to, string name, string text)
    {
        string start = name.PadRight(NameWidth);
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && NameWidth + line.Length + 1 + word.Length > LineWidth)
            {
                to.WriteLine((start + line).TrimEnd());
                start = new string(' ', NameWidth);
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        to.WriteLine((start + line).TrimEnd());
    }
}
