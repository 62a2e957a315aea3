namespace NeuroKit.Frames.Stores.Format;

/// <summary>Holds a set's files against its index.</summary>
internal static class SetCheck
{
    /// <summary>Whether the segments are there, whole, and those that the index names; records are not read.</summary>
    public static List<StoreProblem> Structure(string folder, OpenedSet set)
    {
        var problems = new List<StoreProblem>();
        for (int i = 0; i < set.Index.Segments.Count; i++)
        {
            string path = set.PathOf(i);
            if (!File.Exists(path))
                problems.Add(new StoreProblem(folder, path, "is missing"));
            else if (Try(() => SegmentFile.Read(path).Header, folder, problems, out SegmentHeader header) && header != set.Index.Segments[i])
                problems.Add(new StoreProblem(folder, path, "is not the segment that the index names"));
        }

        return problems;
    }

    /// <summary>Whether every record is what it was when it was written.</summary>
    public static List<StoreProblem> Records(string folder, OpenedSet set, Action<int> progress, CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        long end = SegmentHeader.Bytes;
        for (int i = 0; i < set.Index.Entries.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StoreEntry entry = set.Index.Entries[i];
            if (i == 0 || set.Index.SegmentOf[i] != set.Index.SegmentOf[i - 1])
                end = SegmentHeader.Bytes;
            string path = set.PathOf(set.Index.SegmentOf[i]);
            if (entry.Offset != end)
                problems.Add(new StoreProblem(folder, path, $"has bytes before {entry.Id} that belong to no recording"));
            end = entry.Offset + entry.Bytes;
            if (entry.Failure is null && Try(() => Digest.Of(set.Record(i).Span), folder, problems, out Digest content) && !content.Equals(entry.Content))
                problems.Add(new StoreProblem(folder, path, $"is damaged: the record of {entry.Id} (bytes {entry.Offset} to {end}) does not fit its digest"));
            progress(i + 1);
        }

        return problems;
    }

    private static bool Try<T>(Func<T> read, string folder, List<StoreProblem> problems, out T value)
    {
        try
        {
            value = read();
            return true;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new StoreProblem(folder, (e as StoreException)?.Path ?? folder, e is StoreException known ? known.Message[(known.Path.Length + 2)..] : e.Message));
            value = default!;
            return false;
        }
    }
}
