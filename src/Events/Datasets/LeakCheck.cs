using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Looks for recordings that are equal and lie in different parts: files byte for byte; what comes from elsewhere (a store, one of several
/// recordings in a file) by the file that it was decoded from, where that is known, else event for event. Two windows of one recording are
/// the same recording.
/// </summary>
internal static class LeakCheck
{
    // Recordings of one length mostly differ in their first events: few are read whole.
    private const int StartBytes = 4096;

    public static void Run(EventDataset dataset, CancellationToken cancellationToken)
    {
        Compare(dataset, dataset.Where(s => s.Window is not null), s => s.Path, cancellationToken);
        EventSample[] files = [.. dataset.Where(s => s.Source is null)];
        // Windows of a recording that lie in one part are that recording once.
        foreach (EventSample[] alike in Alike(files.DistinctBy(s => s.Window is null ? s.Id : s.Path), s => s.FileLength(), cancellationToken))
        {
            if (alike[0].FileLength() == 0)
                continue;
            foreach (EventSample[] same in Alike(alike, StartOf, cancellationToken))
                Compare(dataset, same, s => s.ComputeSourceSha256(cancellationToken), cancellationToken);
        }

        Compare(dataset, dataset.Where(s => s.Source is not null), s => s.Source!.SourceSha256 ?? DigestOfEvents(s, cancellationToken), cancellationToken);
    }

    // Groups of several parts: what is of one part alone is of no concern.
    private static IEnumerable<EventSample[]> Alike<TKey>(IEnumerable<EventSample> samples, Func<EventSample, TKey> keyOf, CancellationToken cancellationToken)
        => samples
            .GroupBy(s =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return keyOf(s);
            })
            .Where(g => g.Any(s => s.Split != g.First().Split))
            .Select(g => g.ToArray());

    private static void Compare(EventDataset dataset, IEnumerable<EventSample> samples, Func<EventSample, string?> digestOf, CancellationToken cancellationToken)
    {
        Dictionary<string, EventSample> firsts = [];
        foreach (EventSample sample in samples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (digestOf(sample) is not { } digest || firsts.TryAdd(digest, sample))
                continue;
            EventSample first = firsts[digest];
            if (first.Split != sample.Split)
            {
                throw new DatasetException(dataset.Root,
                    $"{sample.Id} ({PartOf(sample)}) is the same recording as {first.Id} ({PartOf(first)}); train and test must share none");
            }
        }
    }

    private static string StartOf(EventSample sample)
    {
        byte[] start = new byte[StartBytes];
        using Stream file = sample.OpenRead();
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Convert.ToHexString(SHA256.HashData(start.AsSpan(0, length)));
    }

    // Null where there is no event: that two recordings are empty says nothing.
    private static string? DigestOfEvents(EventSample sample, CancellationToken cancellationToken)
    {
        using EventReader reader = sample.Open();
        using EventBuffer events = reader.ReadAll(cancellationToken);
        if (events.Count == 0)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        EventSpan span = events.Span;
        hash.AppendData(MemoryMarshal.AsBytes(span.T));
        hash.AppendData(MemoryMarshal.AsBytes(span.X));
        hash.AppendData(MemoryMarshal.AsBytes(span.Y));
        hash.AppendData(span.P);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string PartOf(EventSample sample) => sample.Split ?? "no part";
}
