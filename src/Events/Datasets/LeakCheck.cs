using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Looks for recordings that are equal and lie in different parts: files byte for byte; what comes from elsewhere (a store, one of several
/// recordings in a file) by the file that it was decoded from, where that is known, else event for event.
/// </summary>
internal static class LeakCheck
{
    public static void Run(EventDataset dataset, CancellationToken cancellationToken)
    {
        // Only files of one length can be equal: most are told apart without a look inside.
        foreach (IGrouping<long, EventSample> group in dataset.Where(s => s.Source is null).GroupBy(s => s.FileLength()).Where(g => g.Key > 0).OrderBy(g => g.Key))
        {
            if (group.Select(s => s.Split).Distinct().Count() >= 2)
                Compare(dataset, group, s => s.ComputeSourceSha256(cancellationToken), cancellationToken);
        }

        Compare(dataset, dataset.Where(s => s.Source is not null), s => s.Source!.SourceSha256 ?? DigestOfEvents(s, cancellationToken), cancellationToken);
    }

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
