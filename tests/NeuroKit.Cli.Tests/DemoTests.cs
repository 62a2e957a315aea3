using System.Text.RegularExpressions;
using NeuroKit.Cli.Demo;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Tests.Pictures;

namespace NeuroKit.Cli.Tests;

public sealed partial class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void AFolderAClassBecomesTensorsPicturesAndAPageThatLinksThem()
    {
        Skip.IfNot(FashionMnistPackage.IsPresent, "Fashion-MNIST is not here (Debian's dataset-fashion-mnist)");
        var run = new DemoRun(_folder.Path, new FashionDvsOptions { TrainPerClass = 2, TestPerClass = 1 });
        FashionDvsResult made = run.MakeDataSet(new Progress<FashionDvsProgress>(), default);
        Assert.False(made.AlreadyPresent);
        IReadOnlyList<DemoClass> classes = run.Show(made.Dataset, default);
        Assert.Equal(FashionMnist.ClassNames, classes.Select(c => c.Name));
        Assert.All(classes, c => Assert.Equal(3, c.Recordings));
        Assert.Equal(made.Events, classes.Sum(c => c.Events));
        foreach (DemoClass each in classes)
        {
            foreach ((int bins, string file) in each.Strips)
            {
                NpyArray frames = NpyArray.Read(Path.Combine(run.FramesFolder, Path.ChangeExtension(file, ".npy")));
                Assert.Equal([bins, 2, 34, 34], frames.Shape);
                Assert.Equal(each.ShownEvents, frames.Values().Sum());
            }
        }

        string page = File.ReadAllText(run.Page);
        string[] links = [.. Sources().Matches(page).Select(m => m.Groups[1].Value)];
        Assert.Equal(40, links.Length);
        Assert.All(links, link => Assert.True(PngReader.Decode(File.ReadAllBytes(_folder[link])).Width > 0));
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(run.MakeDataSet(new Progress<FashionDvsProgress>(), default).AlreadyPresent);
    }

    [SkippableFact]
    public void TheEndTeachesAndShowsIt()
    {
        Skip.IfNot(FashionMnistPackage.IsPresent, "Fashion-MNIST is not here (Debian's dataset-fashion-mnist)");
        var run = new DemoRun(_folder.Path, new FashionDvsOptions { TrainPerClass = 4, TestPerClass = 1 });
        FashionDvsResult made = run.MakeDataSet(new Progress<FashionDvsProgress>(), default);
        using var error = new StringWriter();
        var console = new ToolConsole(TextWriter.Null, error);
        DemoOutcome Learn() => new DemoDistillation(_folder["distillation-quick"], run.DataSetFolder, true, console) { Threads = 1 }.Run(default);
        DemoOutcome outcome;
        try
        {
            outcome = Learn();
        }
        catch (CommandFailedException exception) when (exception.Message.Contains("libtorch", StringComparison.Ordinal))
        {
            throw new SkipException(exception.Message);
        }

        Assert.Equal((16, 10), (outcome.TeacherSteps, outcome.TestRecordings));
        Assert.Equal([8, 4], outcome.Students.Select(s => s.Steps));
        run.WritePage(made.Dataset, [], outcome);
        Assert.Contains("href=\"distillation-quick/report.html\"", File.ReadAllText(run.Page), StringComparison.Ordinal);
        string page = File.ReadAllText(outcome.Page);
        Assert.Contains("student-t8", page, StringComparison.Ordinal);
        Assert.Contains("alone-t4", page, StringComparison.Ordinal);
        Assert.Contains("Accuracy of each step", page, StringComparison.Ordinal);
        // What is finished is not repeated.
        string weights = Path.Combine(_folder["distillation-quick"], "alone-t4", "weights.safetensors");
        DateTime written = File.GetLastWriteTimeUtc(weights);
        Assert.Equal(outcome.Students, Learn().Students);
        Assert.Equal(written, File.GetLastWriteTimeUtc(weights));
    }

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Sources();
}
