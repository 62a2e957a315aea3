using System.Globalization;
using System.Net;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Demo;

/// <summary>Writes the demo's page: it stands by itself, with its pictures beside it.</summary>
internal static class DemoPage
{
    public static void Write(TextWriter page, EventDataset dataset, IReadOnlyList<DemoClass> classes, DemoOutcome? outcome = null)
    {
        FrameStripOptions colours = FrameStripOptions.Default;
        string events = classes.Sum(c => c.Events).ToString("N0", CultureInfo.InvariantCulture);
        string size = dataset.Manifest?.SensorSize.ToString() ?? "";
        page.WriteLine($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Fashion-DVS through NeuroKit</title>
            <style>
            :root { color-scheme: light dark; --line: #8885; --dim: #777; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.6rem; margin-bottom: .3rem; }
            h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
            p.dim, figcaption { color: var(--dim); font-size: .9rem; }
            .class { display: flex; gap: 1rem; align-items: flex-start; }
            .strips { flex: 1; min-width: 0; }
            .scroll { overflow-x: auto; }
            figure { margin: 0 0 .8rem; }
            img { display: block; image-rendering: pixelated; max-width: 100%; height: auto; }
            .swatch { display: inline-block; width: .9em; height: .9em; border-radius: 2px; vertical-align: -.1em; border: 1px solid var(--line); }
            code { font-family: ui-monospace, monospace; }
            table { border-collapse: collapse; } td, th { padding: .15rem .8rem .15rem 0; text-align: right; } td:first-child, th:first-child { text-align: left; }
            </style>
            </head>
            <body>
            <h1>Pictures of clothes, looked at by an event camera</h1>
            <p>Each picture of Fashion-MNIST moved before a simulated event camera of {{size}} pixels. A pixel of such a camera reports only changes:
            <span class="swatch" style="background:{{colours.On}}"></span> <b>ON</b> where it became brighter,
            <span class="swatch" style="background:{{colours.Off}}"></span> <b>OFF</b> where it became darker; where both happened within a frame
            the two colours add up to near white. The brighter the colour, the more events.</p>
            <p>A strip shows one recording cut into <i>T</i> frames of equally many events, first to last from left to right, eight a row; these are the tensors
            <code>[T, 2, H, W]</code> that spiking networks train on. All {{dataset.Count.ToString("N0", CultureInfo.InvariantCulture)}} recordings ({{events}} events) were decoded and cut like this.</p>
            """);
        foreach (DemoClass each in classes)
            WriteClass(page, each);
        WriteTable(page, classes);
        if (outcome is not null)
            WriteOutcome(page, outcome);
        page.WriteLine("</body>\n</html>");
    }

    private static void WriteClass(TextWriter page, DemoClass each)
    {
        string name = WebUtility.HtmlEncode(each.Name);
        page.WriteLine($"""
            <h2>{name}</h2>
            <div class="class">
            <figure><img src="pictures/{each.Photo}" alt="The picture: {name}" width="112" height="112"><figcaption>what it saw</figcaption></figure>
            <div class="strips">
            """);
        foreach ((int bins, string file) in each.Strips)
        {
            page.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""<figure><div class="scroll"><img src="pictures/{file}" alt="{bins} frames of events of {name}"></div><figcaption>T = {bins}: {each.ShownEvents / bins:N0} events a frame</figcaption></figure>"""));
        }

        page.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            <p class="dim"><code>{WebUtility.HtmlEncode(each.Shown)}</code>, {each.ShownEvents:N0} events</p>
            </div>
            </div>
            """));
    }

    private static void WriteTable(TextWriter page, IReadOnlyList<DemoClass> classes)
    {
        page.WriteLine("<h2>Figures</h2>\n<table>\n<tr><th>class</th><th>recordings</th><th>events</th><th>Mevents/s</th></tr>");
        foreach (DemoClass each in classes)
        {
            page.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"<tr><td>{WebUtility.HtmlEncode(each.Name)}</td><td>{each.Recordings:N0}</td><td>{each.Events:N0}</td><td>{each.MegaEventsPerSecond:0.0}</td></tr>"));
        }

        page.WriteLine("</table>\n<p class=\"dim\">Mevents/s: million events a second from files to the frames of every T, one thread.</p>");
    }

    private static void WriteOutcome(TextWriter page, DemoOutcome outcome)
    {
        page.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            <h2>Sixteen steps teach eight and four</h2>
            <p>A small spiking network that sees {outcome.TeacherSteps} frames of each recording taught networks that see fewer. The share of {outcome.TestRecordings:N0} test recordings that each recognises:</p>
            <table>
            <tr><th>network</th><th>alone</th><th>with the teacher</th></tr>
            <tr><td>teacher, T = {outcome.TeacherSteps}</td><td>{100 * outcome.TeacherAccuracy:0.0} %</td><td></td></tr>
            """));
        foreach (DemoStudent student in outcome.Students)
            page.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<tr><td>student, T = {student.Steps}</td><td>{100 * student.Alone:0.0} %</td><td>{100 * student.Distilled:0.0} %</td></tr>"));
        string link = string.Join('/', Path.GetFileName(Path.GetDirectoryName(outcome.Page)!), Path.GetFileName(outcome.Page));
        page.WriteLine($"</table>\n<p class=\"dim\">One run each: a difference of a few per cent is chance. <a href=\"{link}\">Step by step and layer by layer</a></p>");
    }
}
