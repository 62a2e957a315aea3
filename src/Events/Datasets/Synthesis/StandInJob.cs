namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Makes all files of a stand-in in a folder, in parallel. What a recording holds depends on its plan alone.</summary>
internal sealed class StandInJob(StandIn standIn, DatasetManifest manifest, DatasetSynthesisOptions options, string folder) : IDisposable
{
    private readonly ThreadLocal<SynthesisWorker> _workers = new(() => new SynthesisWorker(), trackAllValues: true);
    private readonly Lock _progressLock = new();
    private int _done;

    /// <summary>Makes them.</summary>
    /// <returns>The files, relative to the folder in ordinal order, and what each class and part got.</returns>
    public (IReadOnlyList<string> Files, IReadOnlyList<SynthesisPart> Parts) Run(
        IReadOnlyList<RecordingPlan> plans, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new DatasetProgress(0, plans.Count));
        foreach (string inner in plans.Select(p => p.Path[..p.Path.LastIndexOf('/')]).Distinct())
            Directory.CreateDirectory(Path.Combine(folder, inner));
        var made = new MadeRecording[plans.Count];
        long[] bytes = new long[plans.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, plans.Count, parallel, i =>
        {
            (made[i], bytes[i]) = Make(plans[i]);
            Report(plans.Count, progress);
        });

        List<string> files = [.. plans.Select(p => p.Path), .. made.SelectMany(m => m.Files).Select(f => f.Path)];
        foreach ((string path, byte[] content) in standIn.Companions(manifest, plans))
        {
            Write(path, content);
            files.Add(path);
        }

        files.Sort(StringComparer.Ordinal);
        return (files, PartsOf(plans, made, bytes));
    }

    public void Dispose()
    {
        foreach (SynthesisWorker worker in _workers.Values)
            worker.Dispose();
        _workers.Dispose();
    }

    private (MadeRecording Made, long Bytes) Make(RecordingPlan plan)
    {
        SynthesisWorker worker = _workers.Value!;
        worker.Events.Clear();
        worker.Bytes.SetLength(0);
        MadeRecording made = standIn.Make(plan, manifest, worker);
        // Not flushed to disk one by one: the folder gets its name only when all are written.
        Write(plan.Path, worker.Bytes.GetBuffer().AsSpan(0, (int)worker.Bytes.Length));
        foreach ((string path, byte[] content) in made.Files)
            Write(path, content);
        return (made, worker.Bytes.Length);
    }

    private void Write(string path, ReadOnlySpan<byte> content) => File.WriteAllBytes(Path.Combine(folder, path), content);

    // A recording of several classes counts a sample for each; its bytes go to the first.
    private SynthesisPart[] PartsOf(IReadOnlyList<RecordingPlan> plans, MadeRecording[] made, long[] bytes)
        => [.. Enumerable.Range(0, plans.Count)
            .SelectMany(i => made[i].Samples.Select((s, k) => (plans[i].Part, s.Label, s.Events, Bytes: k == 0 ? bytes[i] : 0)))
            .GroupBy(s => (s.Part, s.Label))
            .OrderBy(g => SplitNames.Rank(g.Key.Part)).ThenBy(g => g.Key.Label)
            .Select(g => new SynthesisPart(g.Key.Part, manifest.Classes[g.Key.Label].Folder, g.Count(), g.Sum(s => s.Events), g.Sum(s => s.Bytes)))];

    private void Report(int total, IProgress<DatasetProgress>? progress)
    {
        int done = Interlocked.Increment(ref _done);
        if (progress is null || (done % Math.Max(1, total / 200) != 0 && done != total))
            return;
        lock (_progressLock)
            progress.Report(new DatasetProgress(Volatile.Read(ref _done), total));
    }
}
