namespace NeuroKit.Events;

/// <summary>Copies recordings between formats, chunk by chunk.</summary>
public static class EventConverter
{
    /// <summary>Reads the rest of a recording into a writer and completes it.</summary>
    /// <param name="reader">From.</param>
    /// <param name="writer">To.</param>
    /// <param name="progress">Told the number of events after each chunk.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <param name="startAtZero">Count times from the first event on, which becomes 0: clocks that count from 1970 do not fit every format.</param>
    /// <returns>Events written.</returns>
    /// <exception cref="InvalidEventDataException">There are events, but all of them are bad.</exception>
    public static long Convert(EventReader reader, EventWriter writer, IProgress<long>? progress = null, CancellationToken cancellationToken = default, bool startAtZero = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(writer);
        using var chunk = new EventBuffer();
        long? origin = null;
        while (reader.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (startAtZero)
            {
                Span<long> t = chunk.HeldColumns().T;
                origin ??= t[0];
                foreach (ref long time in t)
                    time = unchecked(time - origin.Value);
            }

            writer.Write(chunk);
            progress?.Report(writer.EventsWritten);
        }

        if (writer.EventsWritten == 0 && reader.Diagnostics.SkippedInvalid > 0)
        {
            throw new InvalidEventDataException(reader.Name, null,
                $"{reader.Diagnostics.SkippedInvalid} bad events and no good one ({reader.Diagnostics.Issues.FirstOrDefault()})", "events");
        }

        writer.Complete();
        return writer.EventsWritten;
    }
}
