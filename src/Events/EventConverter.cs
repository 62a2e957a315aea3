namespace NeuroKit.Events;

/// <summary>Copies recordings between formats, chunk by chunk.</summary>
public static class EventConverter
{
    /// <summary>Reads the rest of a recording into a writer and completes it.</summary>
    /// <param name="reader">From.</param>
    /// <param name="writer">To.</param>
    /// <param name="progress">Told the number of events after each chunk.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>Events written.</returns>
    public static long Convert(EventReader reader, EventWriter writer, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(writer);
        using var chunk = new EventBuffer();
        while (reader.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(chunk);
            progress?.Report(writer.EventsWritten);
        }

        writer.Complete();
        return writer.EventsWritten;
    }
}
