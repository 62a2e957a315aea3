using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Demo;

/// <summary>Makes a small Fashion-DVS set, turns all of it into frames, and draws a recording a class.</summary>
/// <param name="folder">Where everything goes.</param>
/// <param name="dataSet">What the set is made of; default <see cref="DefaultDataSet"/>.</param>
internal sealed class DemoRun(string folder, FashionDvsOptions? dataSet = null)
{
    /// <summary>Recordings of each class: small enough for a laptop's minute, large enough to train on.</summary>
    public static readonly FashionDvsOptions DefaultDataSet = new() { TrainPerClass = 100, TestPerClass = 20 };

    /// <summary>Numbers of frames: a teacher's and its students'.</summary>
    public static readonly int[] Bins = [16, 8, 4];

    private readonly MultiFrameBinning _rule = MultiFrameBinning.Exact([.. Bins.Select(FrameBinning.ByCount)]);

    /// <summary>Where everything goes.</summary>
    public string Folder { get; } = folder;

    /// <summary>The data set's folder.</summary>
    public string DataSetFolder { get; } = Path.Combine(folder, "fashion-dvs");

    /// <summary>The folder of tensors.</summary>
    public string FramesFolder { get; } = Path.Combine(folder, "frames");

    /// <summary>The folder of pictures.</summary>
    public string PicturesFolder { get; } = Path.Combine(folder, "pictures");

    /// <summary>The page.</summary>
    public string Page { get; } = Path.Combine(folder, "index.html");

    /// <summary>Makes the data set, unless it is there.</summary>
    public FashionDvsResult MakeDataSet(IProgress<FashionDvsProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        return FashionDvs.Synthesize(
            DataSetFolder, (dataSet ?? DefaultDataSet) with { FashionMnistRoot = FashionMnistPackage.Folder, Replace = true }, progress, cancellationToken);
    }

    /// <summary>Decodes and bins everything, draws, and writes the page.</summary>
    public IReadOnlyList<DemoClass> Show(EventDataset dataset, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(FramesFolder);
        Directory.CreateDirectory(PicturesFolder);
        FashionMnist photos = FashionMnist.Load(FashionMnistPart.Test, FashionMnistPackage.Folder);
        WarmUp(dataset);
        var classes = new List<DemoClass>();
        foreach (IGrouping<int, EventSample> samples in dataset.GroupBy(s => s.Label).OrderBy(g => g.Key))
            classes.Add(ShowClass([.. samples], photos, cancellationToken));
        WritePage(dataset, classes, null);
        return classes;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="classes">What <see cref="Show"/> gave.</param>
    /// <param name="outcome">What was learnt; null: nothing yet.</param>
    public void WritePage(EventDataset dataset, IReadOnlyList<DemoClass> classes, DemoOutcome? outcome)
    {
        using var page = new AtomicFile(Page);
        using (var writer = new StreamWriter(page.Stream, leaveOpen: true))
            DemoPage.Write(writer, dataset, classes, outcome);
        page.Commit();
    }

    private DemoClass ShowClass(EventSample[] samples, FashionMnist photos, CancellationToken cancellationToken)
    {
        (long events, double seconds) = Measure(samples, cancellationToken);
        // The first recording of the test part is of the first test picture of its class.
        EventSample shown = samples.First(s => s.Split == "test");
        string name = Path.GetFileName(Path.GetDirectoryName(shown.Path))!;
        string photo = name + ".png";
        DrawPhoto(photos, photos.Labels.IndexOf((byte)shown.Label)).SavePng(Path.Combine(PicturesFolder, photo));
        var strips = new List<(int, string)>();
        using EventReader reader = shown.Open();
        Tensor<ushort>[] frames = _rule.ToFrames<ushort>(reader, cancellationToken: cancellationToken);
        for (int i = 0; i < Bins.Length; i++)
        {
            string stem = string.Create(CultureInfo.InvariantCulture, $"{name}-T{Bins[i]}");
            FrameStrip.Draw(frames[i], FrameStripOptions.Default with { FramesPerRow = 8 }).SavePng(Path.Combine(PicturesFolder, stem + ".png"));
            strips.Add((Bins[i], stem + ".png"));
            NpyFrameWriter.Write(Path.Combine(FramesFolder, stem + ".npy"), frames[i]);
        }

        return new DemoClass(shown.Label, shown.ClassName, samples.Length, events, seconds, Path.GetRelativePath(Folder, shown.Path), reader.EventsRead, photo, strips);
    }

    // From files to the frames of every T, one thread.
    private (long Events, double Seconds) Measure(EventSample[] samples, CancellationToken cancellationToken)
    {
        long events = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (EventSample sample in samples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using EventReader reader = sample.Open();
            _rule.ToFrames<ushort>(reader, cancellationToken: cancellationToken);
            events += reader.EventsRead;
        }

        return (events, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // The first class would pay for the compiler.
    private void WarmUp(EventDataset dataset) => Measure([.. dataset.Take(100)], CancellationToken.None);

    private static RgbImage DrawPhoto(FashionMnist photos, int index)
    {
        const int scale = 4;
        var image = new RgbImage(photos.Width * scale, photos.Height * scale);
        ReadOnlySpan<byte> pixels = photos.Pixels(index);
        for (int i = 0; i < pixels.Length; i++)
            image.FillRectangle(i % photos.Width * scale, i / photos.Width * scale, scale, scale, new RgbColour(pixels[i], pixels[i], pixels[i]));
        return image;
    }
}
