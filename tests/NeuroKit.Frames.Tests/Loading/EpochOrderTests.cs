using FsCheck;
using FsCheck.Xunit;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Tests.Loading;

public sealed class EpochOrderTests
{
    [Fact]
    public void TheShuffleIsTheSameEverywhere()
    {
        // By a program of a few lines in another language: SplitMix64, xoshiro256**, Fisher–Yates from the end.
        Assert.Equal([9, 7, 2, 8, 3, 1, 0, 4, 5, 6], Order(1, 0));
        Assert.Equal([4, 5, 1, 8, 3, 0, 9, 6, 2, 7], Order(1, 1));
        Assert.Equal([6, 9, 0, 2, 3, 4, 5, 1, 7, 8], Order(-1, 0));

        static int[] Order(long seed, int epoch) => EpochOrder.Shard(10, new FrameLoaderOptions { Shuffle = true, Seed = seed }, epoch);
    }

    [Property]
    public void EveryRecordingComesToOneShardPrecisely(byte recordings, PositiveInt shards, bool shuffle, long seed, byte epoch)
    {
        int world = 1 + (shards.Get % 20);
        int[][] parts = Shards(recordings, world, new FrameLoaderOptions { Shuffle = shuffle, Seed = seed }, epoch);
        Assert.Equal(Enumerable.Range(0, recordings), parts.SelectMany(p => p).Order());
        Assert.InRange(parts.Max(p => p.Length) - parts.Min(p => p.Length), 0, 1);
        Assert.Equal(parts.Select(p => p.Length), Enumerable.Range(0, world).Select(rank => EpochOrder.ShardCount(recordings, rank, world, equal: false)));
    }

    [Property]
    public void ShardsThatDropAreEquallyLongAndShareNothing(byte recordings, PositiveInt shards, long seed, byte epoch)
    {
        int world = 1 + (shards.Get % 20);
        int[][] parts = Shards(recordings, world, new FrameLoaderOptions { Shuffle = true, Seed = seed, DropLast = true }, epoch);
        Assert.All(parts, p => Assert.Equal(recordings / world, p.Length));
        Assert.Equal(recordings / world * world, parts.SelectMany(p => p).Distinct().Count());
    }

    [Property]
    public void ShardsDealOneOrderInTurn(byte recordings, PositiveInt shards, long seed)
    {
        int world = 1 + (shards.Get % 20);
        var options = new FrameLoaderOptions { Shuffle = true, Seed = seed };
        int[] whole = EpochOrder.Shard(recordings, options, 0);
        int[][] parts = Shards(recordings, world, options, 0);
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], parts[i % world][i / world]);
    }

    private static int[][] Shards(int count, int world, FrameLoaderOptions options, int epoch)
        => [.. Enumerable.Range(0, world).Select(rank => EpochOrder.Shard(count, options with { Rank = rank, World = world }, epoch))];
}
