using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Loading;

/// <summary>Which recordings an epoch visits, in which order, and which of them a shard gets.</summary>
internal static class EpochOrder
{
    // Streams of the seed that must have nothing in common.
    private const ulong ShuffleStream = 0x5348_5546;
    private const ulong AugmentationStream = 0x4155_474D;

    /// <summary>How many recordings a shard gets an epoch.</summary>
    public static int ShardCount(int count, int rank, int world, bool equal)
        => equal ? count / world : (count / world) + (rank < count % world ? 1 : 0);

    /// <summary>A shard's recordings in order.</summary>
    public static int[] Shard(int count, FrameLoaderOptions options, int epoch)
    {
        int[] all = Whole(count, options.Shuffle, options.Seed, epoch);
        int[] mine = new int[ShardCount(count, options.Rank, options.World, options.DropLast)];
        for (int i = 0; i < mine.Length; i++)
            mine[i] = all[(i * options.World) + options.Rank];
        return mine;
    }

    /// <summary>A sample's generator in an epoch: no other sample's, whichever worker or shard it comes to.</summary>
    public static DeterministicRandom SampleRandom(long seed, int epoch, int sample)
        => new(DeterministicRandom.Derive(EpochSeed(seed, AugmentationStream, epoch), (ulong)sample));

    private static int[] Whole(int count, bool shuffle, long seed, int epoch)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        if (shuffle)
            new DeterministicRandom(EpochSeed(seed, ShuffleStream, epoch)).Shuffle(order);
        return order;
    }

    private static ulong EpochSeed(long seed, ulong stream, int epoch)
        => DeterministicRandom.Derive(DeterministicRandom.Derive(unchecked((ulong)seed), stream), (ulong)epoch);
}
