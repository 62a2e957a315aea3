namespace NeuroKit.Events;

public abstract partial class EventReader
{

    /// <summary>Reads the rest of the recording into one buffer.</summary>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>The events; the caller disposes the buffer.</returns>
    /// <exception cref="InvalidOperationException">There are more events than one buffer holds (268 million): use <see cref="ReadBatches"/>.</exception>
    public EventBuffer ReadAll(CancellationToken cancellationToken = default)
    {
        var all = new EventBuffer(InitialCapacity());
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>
    /// Reads chunk by chunk. Each step gives the same buffer, refilled: use it before the next step, or copy it. The last chunk may be
    /// smaller, and a reader may give less than a full chunk at any step.
    /// </summary>
    /// <param name="maxEvents">Most events a chunk.</param>
    public IEnumerable<EventBuffer> ReadBatches(int maxEvents = EventBuffer.DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        return Batches();

        IEnumerable<EventBuffer> Batches()
        {
            using var chunk = new EventBuffer(maxEvents);
            while (Read(chunk) > 0)
                yield return chunk;
        }
    }

    // Room for the whole recording at once where its size is known; bounded by the source's length, so that a lying header cannot
    // make us allocate more than the file could hold.
    private int InitialCapacity()
    {
        long count = Totals.Count ?? 0;
        long bound = Source.Length is { } bytes ? bytes : EventBuffer.DefaultCapacity;
        return (int)Math.Clamp(Math.Min(count, bound), EventBuffer.DefaultCapacity, EventBuffer.MaxCapacity);
    }
}
