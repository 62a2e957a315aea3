using System.Runtime.ExceptionServices;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>
/// Items made by threads and taken in order: what is taken, and where it ends when one fails, is the same whatever the number of threads.
/// </summary>
/// <typeparam name="T">What an item is made into.</typeparam>
internal sealed class OrderedWork<T> : IDisposable
{
    private const int WindowPerWorker = 4;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room;
    private readonly Dictionary<int, (T? Value, Exception? Failure)> _made = [];
    private readonly Func<int, T> _make;
    private readonly Action<int, T> _take;
    private readonly CancellationTokenSource _stop;
    private readonly int _end;
    private int _nextToMake;
    private int _nextToTake;
    private bool _isTaking;
    private Exception? _failure;

    private OrderedWork(int first, int end, int workers, Func<int, T> make, Action<int, T> take, CancellationToken cancellationToken)
    {
        _nextToMake = _nextToTake = first;
        _end = end;
        _make = make;
        _take = take;
        _room = new SemaphoreSlim(WindowPerWorker * workers);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Makes items first … end − 1 and takes each behind the one before it. The first failure, in order, is thrown.</summary>
    /// <param name="first">The first item.</param>
    /// <param name="end">Behind the last item.</param>
    /// <param name="workers">Threads; the calling one is among them.</param>
    /// <param name="make">Makes an item; called by several threads at a time.</param>
    /// <param name="take">Takes an item; called by one thread at a time, in order.</param>
    /// <param name="discard">Frees an item that is not taken any more.</param>
    /// <param name="cancellationToken">Cancels between items.</param>
    public static void Run(int first, int end, int workers, Func<int, T> make, Action<int, T> take, Action<T> discard, CancellationToken cancellationToken)
    {
        if (workers <= 1)
        {
            for (int i = first; i < end; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(i, make(i));
            }

            return;
        }

        using var work = new OrderedWork<T>(first, end, workers, make, take, cancellationToken);
        work.RunAll(workers);
        foreach ((T? value, Exception? failure) in work._made.Values)
        {
            if (failure is null)
                discard(value!);
        }

        if (work._failure is { } failed)
            ExceptionDispatchInfo.Throw(failed);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _room.Dispose();
        _stop.Dispose();
    }

    private void RunAll(int workers)
    {
        var threads = new Thread[workers - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"store import {i + 1}" };
            threads[i].Start();
        }

        Work();
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                _room.Wait(_stop.Token);
                int item;
                lock (_gate)
                {
                    if (_nextToMake == _end)
                    {
                        _room.Release(); // for the other threads to see the end
                        return;
                    }

                    item = _nextToMake++;
                }

                Hand(item, Make(item));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Another thread failed, or the caller cancelled.
        }
    }

    private (T? Value, Exception? Failure) Make(int item)
    {
        try
        {
            return (_make(item), null);
        }
        catch (Exception e)
        {
            return (default, e); // thrown when its turn comes
        }
    }

    // One thread at a time takes what is next; the others leave theirs to it.
    private void Hand(int item, (T? Value, Exception? Failure) made)
    {
        lock (_gate)
        {
            _made.Add(item, made);
            if (_isTaking)
                return;
            _isTaking = true;
        }

        while (TryNext(out int number, out T? value))
        {
            try
            {
                _take(number, value!);
            }
            catch (Exception e)
            {
                Fail(e);
            }

            _room.Release();
        }
    }

    private bool TryNext(out int number, out T? value)
    {
        lock (_gate)
        {
            number = _nextToTake;
            value = default;
            if (_failure is null && _made.Remove(number, out (T? Value, Exception? Failure) next))
            {
                _nextToTake++;
                value = next.Value;
                if (next.Failure is null)
                    return true;
                Fail(next.Failure);
            }

            _isTaking = false;
            return false;
        }
    }

    private void Fail(Exception failure)
    {
        lock (_gate)
            _failure ??= failure;
        _stop.Cancel();
    }
}
