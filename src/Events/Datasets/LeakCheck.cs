using System.Security.Cryptography;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Datasets;

/// <summary>Looks for recordings whose files are equal byte for byte and lie in different parts.</summary>
internal static class LeakCheck
{
    public static void Run(EventDataset dataset, CancellationToken cancellationToken)
    {
        // Only files of one length can be equal: most are told apart without a look inside.
        foreach (IGrouping<long, EventSample> group in dataset.GroupBy(s => s.FileLength()).Where(g => g.Key > 0).OrderBy(g => g.Key))
        {
            if (group.Select(s => s.Split).Distinct().Count() < 2)
                continue;
            Dictionary<string, EventSample> firsts = [];
            foreach (EventSample sample in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                EventSample first = Remember(firsts, sample);
                if (first.Split != sample.Split)
                {
                    throw new DatasetException(dataset.Root,
                        $"{sample.Id} ({PartOf(sample)}) is the same recording as {first.Id} ({PartOf(first)}); train and test must share none");
                }
            }
        }
    }

    private static EventSample Remember(Dictionary<string, EventSample> firsts, EventSample sample)
    {
        string digest = Digest(sample);
        return firsts.TryAdd(digest, sample) ? sample : firsts[digest];
    }

    private static string Digest(EventSample sample)
    {
        using EventSource source = sample.OpenFile();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (source.Fetch(EventSource.BlockBytes) is { IsEmpty: false } block)
        {
            hash.AppendData(block);
            source.Advance(block.Length);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string PartOf(EventSample sample) => sample.Split ?? "no part";
}
