using System.Runtime.CompilerServices;

namespace NeuroKit.Events;

public abstract partial class EventReader
{
    /// <summary>
    /// As <see cref="Read"/>, without blocking the thread while a stream is slow: the next block of bytes is awaited, then decoded.
    /// Files and memory complete at once. A format that needs more than one block for one step reads the rest of it synchronously.
    /// </summary>
    /// <param name="into">The buffer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How many events were read; 0 at the end and only there.</returns>
    public async ValueTask<int> ReadAsync(EventBuffer into, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await PrefetchAsync(cancellationToken).ConfigureAwait(false);
        return Read(into);
    }

    /// <summary>As <see cref="ReadAll"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<EventBuffer> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        var all = new EventBuffer(InitialCapacity());
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await PrefetchAsync(cancellationToken).ConfigureAwait(false);
                all.EnsureFree(1);
                if (Append(all) == 0)
                    return all;
            }
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="ReadBatches"/>, asynchronously: the same buffer, refilled, each step.</summary>
    /// <param name="maxEvents">Most events a chunk.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async IAsyncEnumerable<EventBuffer> ReadBatchesAsync(
        int maxEvents = EventBuffer.DefaultCapacity, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var chunk = new EventBuffer(maxEvents);
        while (await ReadAsync(chunk, cancellationToken).ConfigureAwait(false) > 0)
            yield return chunk;
    }

    /// <summary>Awaits the next bytes; overridden by readers that do not read from <see cref="Source"/>.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    protected virtual ValueTask PrefetchAsync(CancellationToken cancellationToken) => Source.PrefetchAsync(cancellationToken);
}
