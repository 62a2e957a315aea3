namespace NeuroKit.Frames.Loading;

/// <summary>A batch in the making: its recordings may be loaded by any threads in any order; the last to be done puts it together.</summary>
internal sealed class PendingBatch
{
    private readonly TaskCompletionSource<FrameBatch> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SampleFrames[]?[] _frames;
    private readonly Exception?[] _errors;
    private int _remaining;

    public PendingBatch(int epoch, int number, int[] indices)
    {
        Epoch = epoch;
        Number = number;
        Indices = indices;
        _frames = new SampleFrames[]?[indices.Length];
        _errors = new Exception?[indices.Length];
        _remaining = indices.Length;
    }

    public int Epoch { get; }

    public int Number { get; }

    public int[] Indices { get; }

    /// <summary>The batch, once it is whole; or the failure of the first recording in it that failed, whichever thread came upon one first.</summary>
    public Task<FrameBatch> Batch => _completion.Task;

    /// <summary>Loads the recording at a position and puts the batch together if it was the last.</summary>
    public void Load(FrameLoader loader, int position, CancellationToken cancellationToken)
    {
        try
        {
            _frames[position] = loader.LoadSample(Indices[position], Epoch, cancellationToken);
        }
        catch (Exception e)
        {
            _errors[position] = e;
        }

        if (Interlocked.Decrement(ref _remaining) == 0)
            Complete(loader);
    }

    /// <summary>Gives back what it holds. No thread may be loading.</summary>
    public void Abandon()
    {
        Release();
        if (_completion.Task.IsCompletedSuccessfully)
            _completion.Task.Result.Dispose();
        else
            _ = _completion.Task.Exception; // seen: nobody waits for it any more
    }

    private void Complete(FrameLoader loader)
    {
        try
        {
            if (Array.Find(_errors, e => e is not null) is { } error)
                _completion.SetException(error);
            else
                _completion.SetResult(loader.Assemble(this, _frames!));
        }
        catch (Exception e) when (!_completion.Task.IsCompleted)
        {
            _completion.SetException(e);
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        for (int i = 0; i < _frames.Length; i++)
        {
            foreach (SampleFrames frames in _frames[i] ?? [])
                frames.Dispose();
            _frames[i] = null;
        }
    }
}
