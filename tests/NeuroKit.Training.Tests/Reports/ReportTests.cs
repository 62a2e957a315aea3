using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Reports;

namespace NeuroKit.Training.Tests.Reports;

/// <summary>These need no libtorch: a report is text.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert('x')</script> & \"q\" \u0001 \ud800";
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFullReportIsOneWellFormedPageThatNeedsNothingElse()
    {
        string page = Written(Full("Sew-small on digits"));
        XElement body = WellFormed(page);
        Assert.Equal(["Training", "Classes", "Samples", "Firing rates", "Energy", "Recipe"], body.Descendants("h2").Select(h => h.Value));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(src|href)=""(?!data:)", page);
        Assert.DoesNotMatch(@"url\(|@import|https?:", page);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);

        XElement[] charts = [.. body.Descendants("svg")];
        Assert.Equal(2, charts.Length);
        Assert.Equal(2, charts[0].Elements("path").Count(p => p.Attribute("class")!.Value.StartsWith("curve", StringComparison.Ordinal)));
        Assert.Contains("validation, epoch 2: 0.75", charts[0].Descendants("title").Select(t => t.Value));
        Assert.Contains("accuracy", charts[0].Elements("text").Select(t => t.Value));
        Assert.Contains("96.0 %", body.Descendants("table").First().Value, StringComparison.Ordinal); // 48 of 50
        Assert.Contains("48", body.Descendants("td").Where(td => td.Attribute("title")?.Value == "zero taken for zero: 48 of 50").Select(td => td.Value));
        Assert.Contains("0.125", body.Value, StringComparison.Ordinal);
        Assert.Contains("✗ one (61.0 %) instead of zero", body.Value, StringComparison.Ordinal);
        Assert.Contains("\"epochs\": 3", body.Value, StringComparison.Ordinal);
        byte[] png = Convert.FromBase64String(body.Descendants("img").First().Attribute("src")!.Value["data:image/png;base64,".Length..]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
    }

    [Fact]
    public void TextIsTextWhateverItHolds()
    {
        RunReport full = Full(Hostile);
        string page = Written(full with
        {
            Subtitle = Hostile,
            Summary = [new(Hostile, Hostile, Hostile)],
            Notes = [Hostile],
            ClassNames = [Hostile, Hostile],
            FiringRates = [new(Hostile, 0.5)],
            Samples = [.. full.Samples.Select(s => s with { Id = Hostile, Label = Hostile, Predicted = Hostile + "\"" })],
            Charts = [new(Hostile, Hostile, Hostile, [new(Hostile, [(0, 1), (1, 2)]), new(Hostile, [(0, 1), (1, 2)])])],
            RecipeJson = Hostile,
            Energy = full.Energy! with { Network = Hostile, Layers = [.. full.Energy.Layers.Select(l => l with { Name = Hostile, Kind = Hostile })] },
        });
        XElement body = WellFormed(page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(body.Descendants("script"));
        Assert.Equal(Hostile.Replace('\u0001', '\ufffd').Replace('\ud800', '\ufffd'), body.Element("h1")!.Value);
    }

    [Fact]
    public void WhatIsNotThereIsLeftOut()
    {
        XElement body = WellFormed(Written(new RunReport { Title = "Nothing yet" }));
        Assert.Equal(["h1"], body.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void NumbersThatAreNoneLeaveGaps()
    {
        var chart = new ReportChart("loss", "step", "loss", [new("train", [(0, 3), (1, double.NaN), (2, 1), (3, double.PositiveInfinity), (4, 2)]), new("none", [])]);
        XElement svg = WellFormed(Written(new RunReport { Title = "gaps", Charts = [chart, new("one", "x", "y", [new("p", [(5, 5)])]), new("none", "x", "y", [])] })).Descendants("svg").First();
        string path = svg.Elements("path").First(p => p.Attribute("class")!.Value == "curve c0").Attribute("d")!.Value;
        Assert.Equal(3, path.Count(c => c == 'M'));
        Assert.DoesNotContain('L', path);
        Assert.Equal(3, svg.Elements("circle").Count());
    }

    [Fact]
    public void OfManyPointsThePeaksStay()
    {
        var points = Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 54_321 ? 9.5 : Math.Sin(i))).ToList();
        string page = Written(new RunReport { Title = "many", Charts = [new("loss", "step", "loss", [new("train", points)])] });
        Assert.True(page.Length < 60_000, $"{page.Length} characters");
        XElement svg = WellFormed(page).Descendants("svg").Single();
        string path = svg.Elements("path").Single(p => p.Attribute("class")!.Value == "curve c0").Attribute("d")!.Value;
        double[] heights = [.. Pair().Matches(path).Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Single(heights, h => h < 40);
    }

    [Theory]
    [InlineData(0, 10, true, "0 2 4 6 8 10")]
    [InlineData(1, 3, true, "1 2 3")]
    [InlineData(0, 0.93, false, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0.031, 0.049, false, "0.03 0.035 0.04 0.045 0.05")]
    [InlineData(-3, 7, false, "-4 -2 0 2 4 6 8")]
    [InlineData(5, 5, false, "2 3 4 5 6 7 8")]
    [InlineData(0, 0, true, "0 1")]
    public void TicksAreRoundNumbers(double least, double most, bool isWhole, string ticks)
    {
        ChartAxis axis = ChartAxis.For([least, most], isWhole, endsAtValues: false);
        Assert.Equal(ticks.Split(' ').Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)), axis.Ticks.Select(t => Math.Round(t, 9)));
        Assert.InRange(axis.Share(least), 0, 1);
        Assert.InRange(axis.Share(most), 0, 1);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.9731, "0.9731")]
    [InlineData(42.125, "42.13")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(0.00012, "1.2e−4")]
    [InlineData(-2.5, "−2.5")]
    [InlineData(double.NaN, "not a number")]
    public void NumbersAreForPeople(double value, string text) => Assert.Equal(text, PageText.Number(value));

    [Fact]
    public void AMatrixThatIsNotSquareIsRefused()
        => Assert.Throws<ArgumentException>(() => Written(new RunReport { Title = "x", Confusion = [[1, 2], [3]] }));

    private static RunReport Full(string title)
    {
        Tensor<ushort> frames = Tensor.CreateFromShape<ushort>([2, 2, 4, 4]);
        frames[1, 1, 2, 2] = 5;
        var layer = new EnergyLayer("up1.conv", "Conv2d", 1000, InputValues.Whole, 0.5, 0.4, null, 4000, 0, 4000, 3600);
        return new RunReport
        {
            Title = title,
            Subtitle = "three epochs",
            Summary = [new("test accuracy", "96.0 %", "linear: 90.0 %"), new("time", "3 min")],
            Notes = ["The split is the official one."],
            Charts =
            [
                new("Accuracy", "epoch", "accuracy", [new("train", [(1, 0.5), (2, 0.8), (3, 0.9)]), new("validation", [(1, 0.5), (2, 0.75), (3, 0.8)])]),
                new("Learning rate", "epoch", "rate", [new("rate", [(1, 0.1), (2, 0.05), (3, 0)])]),
            ],
            ClassNames = ["zero", "one"],
            Confusion = [[48, 2], [2, 48]],
            FiringRates = [new("up1.sn", 0.125), new("block1.unit1.sn", 0.25)],
            Energy = new EnergyReport("sew-small", 8, 100, new EnergyOptions(), [layer]),
            Samples = [ReportSample.FromFrames("Test/0/1.bin", "zero", "one", frames, 0.61), ReportSample.FromFrames("Test/1/1.bin", "one", "one", frames)],
            RecipeJson = "{\n  \"epochs\": 3\n}",
        };
    }

    // What has no end tag in HTML gets one, and the doctype goes: the rest has to be XML.
    private static XElement WellFormed(string page)
    {
        string xml = Void().Replace(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1/>");
        return XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!.Element("body")!;
    }

    private string Written(RunReport report)
    {
        string path = Path.Combine(_folder, "report.html");
        RunReportPage.Write(report, path);
        Assert.Single(Directory.GetFiles(_folder));
        return File.ReadAllText(path);
    }

    [GeneratedRegex("<((?:meta|img|br)\\b[^>]*)>")]
    private static partial Regex Void();

    [GeneratedRegex(@"[ML][\d.]+ ([\d.]+)")]
    private static partial Regex Pair();
}
