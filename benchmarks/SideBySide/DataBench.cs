using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;

namespace NeuroKit.SideBySide;

/// <summary>
/// WHY: the second epoch runs at memory speed, and the first one soon. WHAT: CIFAR10-DVS-like recordings (200,000 events, AEDAT 2.0) in the page
/// cache → a store on disk, flushed; samples of T = 16 from the store → batches. WHAT NOT: cold caches, other people's libraries.
/// </summary>
public sealed class DataBench
{
    private const int Events = 200_000;
    private const int PerClass = 12;
    private const int Bins = 16;
    private const double ImportLimitMilliseconds = 18;
    private const double SampleLimitMilliseconds = 1;

    private readonly string _folder;
    private readonly Func<string, bool> _wanted;
    private readonly IProgress<string>? _progress;
    private readonly List<BenchRow> _rows = [];
    private readonly Lazy<EventDataset> _dataset;

    private DataBench(string folder, Func<string, bool> wanted, IProgress<string>? progress)
    {
        _folder = folder;
        _wanted = wanted;
        _progress = progress;
        Directory.CreateDirectory(folder);
        _dataset = new Lazy<EventDataset>(() =>
        {
            DatasetManifest manifest = Catalog.Cifar10Dvs;
            string root = new BenchInputs(folder).Dataset([.. manifest.Classes.Take(5).Select(c => c.Folder)], PerClass, SensorSize.Dvs128, Events);
            return EventDataset.FromFolder(root, manifest);
        });
    }

    /// <summary>Measures.</summary>
    /// <param name="folder">Where inputs (about 100 MB) and stores are kept; on the disk whose speed counts.</param>
    /// <param name="only">Part of a case's name to measure alone; null measures all.</param>
    /// <param name="progress">Told what is being measured.</param>
    public static IReadOnlyList<BenchRow> Run(string folder, string? only = null, IProgress<string>? progress = null)
    {
        var bench = new DataBench(folder, name => only is null || name.Contains(only, StringComparison.Ordinal), progress);
        bench.Import();
        bench.Samples();
        return bench._rows;
    }

    private void Import()
    {
        const string OneName = "import-aedat2-200k-a-recording-one-thread-over-18ms";
        const string TwoName = "import-aedat2-200k-a-recording-two-threads-over-one";
        bool one = Begin(OneName);
        bool two = Begin(TwoName);
        if (!one && !two)
            return;
        var alone = new List<double>();
        var together = new List<double>();
        ImportAnew(1); // compiles
        for (int round = 0; round < 5; round++)
        {
            alone.Add(ImportAnew(1));
            if (two)
                together.Add(ImportAnew(2));
        }

        double single = BenchTimer.Median(alone);
        if (one)
            _rows.Add(new BenchRow(OneName, BenchKind.Scaling, single, ImportLimitMilliseconds, ImportLimitMilliseconds / single, null, 1));
        if (two)
            _rows.Add(new BenchRow(TwoName, BenchKind.Scaling, BenchTimer.Median(together), single, single / BenchTimer.Median(together), null, 1.6));
    }

    // Milliseconds a recording, the flush to disk and the renaming of the whole set included.
    private double ImportAnew(int workers)
    {
        string path = Path.Combine(_folder, "import-store");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        EventStore store = EventStore.Create(path);
        EventDataset dataset = _dataset.Value;
        double all = BenchTimer.Milliseconds(() => store.Import(dataset, new ImportOptions { Workers = workers }));
        Directory.Delete(path, recursive: true);
        return all / dataset.Count;
    }

    private void Samples()
    {
        const string EventsName = "sample-t16-from-event-store-over-1ms";
        const string FramesName = "sample-t16-from-frame-store-over-1ms";
        const string BothName = "sample-t16-frame-store-over-event-store";
        const string MultiName = "sample-t16-8-4-from-event-store-over-t16";
        bool[] wanted = [Begin(EventsName), Begin(FramesName), Begin(BothName), Begin(MultiName)];
        if (!wanted.Contains(true))
            return;
        EventStore store = EventStore.Create(Path.Combine(_folder, "sample-store"));
        FixedFrameBinning rule = FrameBinning.ByCount(Bins);
        EventDataset events = store.Import(_dataset.Value).Dataset;
        EventDataset frames = store.ImportFrames(events, rule).Dataset;
        var options = new FrameLoaderOptions { Workers = 0, BatchSize = 16, Shuffle = true };
        var fromEvents = new FrameLoader(events, rule, options);
        var fromFrames = new FrameLoader(frames, rule, options);
        var several = new FrameLoader(events, MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4)), options);
        double[][] times = TurnAbout([fromEvents, fromFrames, several]);
        (double a, double b, double c) = (BenchTimer.Median(times[0]), BenchTimer.Median(times[1]), BenchTimer.Median(times[2]));
        BenchRow[] rows =
        [
            new(EventsName, BenchKind.Scaling, a, SampleLimitMilliseconds, SampleLimitMilliseconds / a, null, 1),
            new(FramesName, BenchKind.Scaling, b, SampleLimitMilliseconds, SampleLimitMilliseconds / b, null, 1),
            new(BothName, BenchKind.Scaling, b, a, a / b, null, null),
            new(MultiName, BenchKind.Scaling, c, a, a / c, null, null),
        ];
        _rows.AddRange(rows.Where((_, i) => wanted[i]));
    }

    // Milliseconds a sample, the batch's assembly included; epochs turn about.
    private static double[][] TurnAbout(FrameLoader[] loaders)
    {
        List<double>[] times = [.. loaders.Select(_ => new List<double>())];
        for (int epoch = 0; epoch < 14; epoch++)
        {
            for (int i = 0; i < loaders.Length; i++)
            {
                double all = BenchTimer.Milliseconds(() =>
                {
                    foreach (FrameBatch batch in loaders[i].Epoch(epoch))
                        batch.Dispose();
                });
                if (epoch >= 4) // before that the just-in-time compiler is at work
                    times[i].Add(all / loaders[i].Count);
            }
        }

        return [.. times.Select(t => t.ToArray())];
    }

    private bool Begin(string name)
    {
        if (!_wanted(name))
            return false;
        _progress?.Report(name);
        return true;
    }
}
