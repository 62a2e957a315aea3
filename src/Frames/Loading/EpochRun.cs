namespace NeuroKit.Frames.Loading;

/// <summary>
/// One pass over an epoch: threads fill a window of batches, the consumer takes them in order. Which thread loads what changes nothing,
/// since a recording's frames depend on the recording, the epoch and the seed only.
/// </summary>
internal sealed class EpochRun : IDisposable
{
    private readonly FrameLoader _loader;
    private readonly int _epoch;
    private readonly int[] _order;
    private readonly int _window;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly Queue<PendingBatch> _open = new(); // in order; the first is the consumer's next
    private readonly Queue<(PendingBatch Batch, int Position)> _tasks = new();
    private readonly Thread[] _threads;
    private int _next; // number of the batch to open

    public EpochRun(FrameLoader loader, int epoch, int firstBatch, CancellationToken cancellationToken)
    {
        _loader = loader;
        _epoch = epoch;
        _next = firstBatch;
        _order = EpochOrder.Shard(loader.Dataset.Count, loader.Options, epoch);
        _cancelled = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        int workers = loader.Options.Workers;
        _window = workers == 0 ? 1 : loader.Options.PrefetchBatches;
        _threads = new Thread[workers];
        for (int i = 0; i < workers; i++)
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"FrameLoader {i}" };
        OpenBatches();
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>The next batch; null at the epoch's end.</summary>
    public FrameBatch? Next()
    {
        if (Begin() is not { } pending)
            return null;
        try
        {
            pending.Batch.Wait(_cancelled);
        }
        catch (AggregateException)
        {
            // Thrown again below, as itself.
        }

        return Take(pending.Batch.GetAwaiter().GetResult());
    }

    /// <summary>The next batch; null at the epoch's end.</summary>
    public async ValueTask<FrameBatch?> NextAsync()
        => Begin() is { } pending ? Take(await pending.Batch.WaitAsync(_cancelled).ConfigureAwait(false)) : null;

    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (PendingBatch pending in _open)
            pending.Abandon();
        _open.Clear();
        _stop.Dispose();
        _work.Dispose();
    }

    private PendingBatch? Begin()
    {
        _cancelled.ThrowIfCancellationRequested();
        if (!_open.TryPeek(out PendingBatch? pending))
            return null;
        while (_threads.Length == 0 && _tasks.TryDequeue(out (PendingBatch Batch, int Position) task))
            task.Batch.Load(_loader, task.Position, _stop.Token);
        return pending;
    }

    private FrameBatch Take(FrameBatch batch)
    {
        _open.Dequeue();
        OpenBatches();
        return batch;
    }

    // Only the consumer opens batches, one for each that it takes: the window is what bounds memory.
    private void OpenBatches()
    {
        int size = _loader.Options.BatchSize;
        while (_open.Count < _window && _next < _loader.BatchesPerEpoch)
        {
            int first = _next * size;
            var pending = new PendingBatch(_epoch, _next++, _order[first..Math.Min(first + size, _order.Length)]);
            _open.Enqueue(pending);
            lock (_gate)
            {
                for (int i = 0; i < pending.Indices.Length; i++)
                    _tasks.Enqueue((pending, i));
            }

            if (_threads.Length > 0)
                _work.Release(pending.Indices.Length);
        }
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                _work.Wait(_stop.Token);
                (PendingBatch Batch, int Position) task;
                lock (_gate)
                    task = _tasks.Dequeue();
                task.Batch.Load(_loader, task.Position, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The pass is over: at the epoch's end, by the consumer's leave or by cancellation.
        }
    }
}
