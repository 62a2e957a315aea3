using NeuroKit.Events.Labels;

namespace NeuroKit.Events.Datasets.Verification;

/// <summary>Reads all samples once, in parallel: a recording of several windows is decoded once for all of them.</summary>
internal static class SamplePass
{
    /// <summary>Reads them.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">How to read.</param>
    /// <param name="threads">Threads; 0 for every processor.</param>
    /// <param name="progress">Told from time to time, one call at a time.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <returns>For each sample its figures, or why it could not be read.</returns>
    public static (EventStatistics? Statistics, Exception? Error)[] Run(
        IReadOnlyList<EventSample> samples, EventReadOptions? options, int threads, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var results = new (EventStatistics? Statistics, Exception? Error)[samples.Count];
        int[][] recordings = [.. Enumerable.Range(0, samples.Count)
            .GroupBy(i => samples[i].Source is null ? samples[i].Path : samples[i].Id, StringComparer.Ordinal).Select(g => g.ToArray())];
        var progressLock = new Lock();
        int done = 0;
        progress?.Report(new DatasetProgress(0, recordings.Length));
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.ForEach(recordings, parallel, indices =>
        {
            try
            {
                Read(samples, indices, options, results, cancellationToken);
            }
            catch (Exception e) when (e is NeuroKitException or IOException or UnauthorizedAccessException)
            {
                foreach (int i in indices)
                    results[i] = (null, e);
            }

            int now = Interlocked.Increment(ref done);
            if (progress is null || (now % Math.Max(1, recordings.Length / 200) != 0 && now != recordings.Length))
                return;
            lock (progressLock)
                progress.Report(new DatasetProgress(Volatile.Read(ref done), recordings.Length));
        });
        return results;
    }

    private static void Read(
        IReadOnlyList<EventSample> samples, int[] indices, EventReadOptions? options, (EventStatistics? Statistics, Exception? Error)[] results, CancellationToken cancellationToken)
    {
        if (samples[indices[0]].Source is not null)
        {
            using EventReader stored = samples[indices[0]].Open(options); // cut already
            results[indices[0]] = (EventStatistics.Compute(stored, cancellationToken), null);
            return;
        }

        using EventReader reader = samples[indices[0]].OpenRecording(options);
        if (indices is [var only] && samples[only].Window is null)
        {
            results[only] = (EventStatistics.Compute(reader, cancellationToken), null);
            return;
        }

        using EventBuffer all = reader.ReadAll(cancellationToken);
        foreach (int i in indices)
            results[i] = (Within(all, samples[i].Window), null);
    }

    private static EventStatistics Within(EventBuffer all, LabelWindow? window)
    {
        if (window is not { } stretch)
            return new EventStatistics().Add(all);
        using EventBuffer part = all.CopyTimeRange(stretch.StartMicroseconds, stretch.EndMicroseconds);
        return new EventStatistics().Add(part);
    }
}
