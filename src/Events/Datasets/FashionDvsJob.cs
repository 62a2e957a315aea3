using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>Simulates and writes all recordings of a Fashion-DVS set into a folder, in parallel. A recording depends on its picture and number alone.</summary>
internal sealed class FashionDvsJob : IDisposable
{
    private const double PictureSide = 34; // of the sensor, where a pixel of the picture is a pixel of the sensor

    private readonly FashionDvsOptions _options;
    private readonly string _folder;
    private readonly double _scale;
    private readonly ThreadLocal<Worker> _workers;
    private readonly Lock _progressLock = new();
    private int _done;

    public FashionDvsJob(FashionDvsOptions options, string folder)
    {
        _options = options;
        _folder = folder;
        _scale = Math.Min(options.SensorSize.Width, options.SensorSize.Height) / PictureSide;
        DvsSimulatorOptions simulator = options.ToParameters().Simulator;
        _workers = new ThreadLocal<Worker>(() => new Worker(options.SensorSize, simulator), trackAllValues: true);
    }

    public IReadOnlyList<SynthesisPart> Run(IProgress<FashionDvsProgress>? progress, CancellationToken cancellationToken)
    {
        int total = FashionMnist.ClassNames.Count * (_options.TrainPerClass + _options.TestPerClass);
        progress?.Report(new FashionDvsProgress(0, total));
        return
        [
            .. RunPart(FashionMnistPart.Train, "train", _options.TrainPerClass, total, progress, cancellationToken),
            .. RunPart(FashionMnistPart.Test, "test", _options.TestPerClass, total, progress, cancellationToken),
        ];
    }

    public void Dispose()
    {
        foreach (Worker worker in _workers.Values)
            worker.Dispose();
        _workers.Dispose();
    }

    private IEnumerable<SynthesisPart> RunPart(
        FashionMnistPart part, string name, int perClass, int total, IProgress<FashionDvsProgress>? progress, CancellationToken cancellationToken)
    {
        if (perClass == 0)
            return [];
        int[] pictures = Choose(part, perClass);
        FashionMnist source = FashionMnist.Load(part, _options.FashionMnistRoot, pictures.Max() + 1);
        string[] folders = [.. FashionMnist.ClassNames.Select(FashionDvs.FolderOf)];
        foreach (string folder in folders)
            Directory.CreateDirectory(Path.Combine(_folder, name, folder));

        long[] events = new long[pictures.Length];
        long[] bytes = new long[pictures.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, pictures.Length, parallel, i =>
        {
            string folder = folders[i / perClass];
            string path = Path.Combine(_folder, name, folder, string.Create(CultureInfo.InvariantCulture, $"fashion_{folder}_{i % perClass}.aedat"));
            (events[i], bytes[i]) = Write(source, part, pictures[i], path);
            Report(total, progress);
        });
        return folders.Select((folder, label) => new SynthesisPart(
            name, folder, perClass, SumOf(events, label), SumOf(bytes, label)));

        long SumOf(long[] values, int label) => values.Skip(label * perClass).Take(perClass).Sum();
    }

    // The first pictures of every class, class by class.
    private int[] Choose(FashionMnistPart part, int perClass)
    {
        IdxFile labels = FashionMnist.LoadLabels(part, _options.FashionMnistRoot);
        int classes = FashionMnist.ClassNames.Count;
        int[] chosen = new int[classes * perClass];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.Data.Length; i++)
        {
            int label = labels.Data[i];
            if (counts[label] < perClass)
                chosen[(label * perClass) + counts[label]++] = i;
        }

        int few = Array.FindIndex(counts, c => c < perClass);
        return few < 0 ? chosen : throw new DatasetException(
            labels.Name, $"has {counts[few]} pictures of class {FashionMnist.ClassNames[few]}; {perClass} a class were asked for");
    }

    private (long Events, long Bytes) Write(FashionMnist source, FashionMnistPart part, int picture, string path)
    {
        Worker worker = _workers.Value!;
        worker.Events.Clear();
        worker.Bytes.SetLength(0);
        ulong recording = ((ulong)part << 32) | (uint)picture; // the noise is the picture's own, whatever else is made
        worker.Simulator.Simulate(new MovingImage(source.Image(picture), _options.Path) { Scale = _scale }, worker.Events, recording);
        var options = new EventWriteOptions
        {
            SensorSize = _options.SensorSize,
            Comments =
            [
                string.Create(CultureInfo.InvariantCulture, $"Synthetic: Fashion-DVS, generator {FashionDvs.Generator}, sensor {_options.SensorSize}, seed {_options.Seed}"),
                string.Create(CultureInfo.InvariantCulture, $"Picture: Fashion-MNIST {part}, number {picture}, label {source.Labels[picture]}"),
            ],
        };
        using (EventWriter writer = EventFile.Create(worker.Bytes, "aedat2", options))
        {
            writer.Write(worker.Events);
            writer.Complete();
        }

        // Not flushed to disk one by one: the folder gets its name only when all are written, and the record tells a file that was lost later.
        ReadOnlySpan<byte> bytes = worker.Bytes.GetBuffer().AsSpan(0, (int)worker.Bytes.Length);
        File.WriteAllBytes(path, bytes);
        return (worker.Events.Count, bytes.Length);
    }

    private void Report(int total, IProgress<FashionDvsProgress>? progress)
    {
        int done = Interlocked.Increment(ref _done);
        if (progress is null || (done % Math.Max(1, total / 200) != 0 && done != total))
            return;
        lock (_progressLock)
            progress.Report(new FashionDvsProgress(Volatile.Read(ref _done), total));
    }

    private sealed class Worker(SensorSize size, DvsSimulatorOptions options) : IDisposable
    {
        public DvsSimulator Simulator { get; } = new(size, options);

        public EventBuffer Events { get; } = new(16 * 1024);

        public MemoryStream Bytes { get; } = new();

        public void Dispose()
        {
            Events.Dispose();
            Bytes.Dispose();
        }
    }
}
