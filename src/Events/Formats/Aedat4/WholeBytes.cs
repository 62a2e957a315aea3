using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>Gets to hand what a file says is whole, however long it says that is.</summary>
internal static class WholeBytes
{
    /// <summary>The window with <paramref name="count"/> bytes in it, or with what is left: memory follows from what is there.</summary>
    public static ReadOnlySpan<byte> Fetch(EventSource source, int count)
    {
        int wanted = Math.Min(count, EventSource.BlockBytes);
        while (true)
        {
            ReadOnlySpan<byte> window = source.Fetch(wanted);
            if (window.Length >= count || window.Length < wanted)
                return window;
            // As much again as is there, and never more than the file can still hold.
            long next = Math.Min(count, 2L * window.Length);
            if (source.Length is { } length)
                next = Math.Min(next, Math.Max(window.Length + 1, length - source.Position));
            wanted = (int)next;
        }
    }
}
