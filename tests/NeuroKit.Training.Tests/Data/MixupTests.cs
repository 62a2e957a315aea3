using NeuroKit.Training.Data;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Data;

public class MixupTests : TrainingTest
{
    [SkippableFact]
    public void Shares_are_those_of_the_beta_distribution()
    {
        var mixup = new Mixup(0.5, 1, null, seed: 7);
        double[] shares = [.. Enumerable.Range(0, 20_000).Select(i => mixup.ShareOf(i / 100, i % 100))];
        Assert.Equal(0.5, shares.Average(), 0.01);
        double mean = shares.Average();
        Assert.Equal(0.125, shares.Average(s => (s - mean) * (s - mean)), 0.005); // the variance of Beta(½, ½)
        Assert.All(shares, s => Assert.InRange(s, 0, 1));
    }

    [SkippableFact]
    public void As_many_batches_are_mixed_as_asked_for_and_none_from_a_certain_epoch_on()
    {
        var mixup = new Mixup(0.5, 0.25, untilEpoch: 40, seed: 1);
        Assert.Equal(0.25, Enumerable.Range(0, 8_000).Count(i => mixup.ShareOf(i / 200, i % 200) != 1) / 8_000.0, 0.02);
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(1, mixup.ShareOf(40, i)));
    }

    [SkippableFact]
    public void Draws_depend_on_seed_epoch_and_batch_alone()
    {
        Assert.Equal(new Mixup(0.5, seed: 3).ShareOf(2, 5), new Mixup(0.5, seed: 3).ShareOf(2, 5));
        double[] others = [new Mixup(0.5, seed: 4).ShareOf(2, 5), new Mixup(0.5, seed: 3).ShareOf(3, 5), new Mixup(0.5, seed: 3).ShareOf(2, 6)];
        Assert.DoesNotContain(new Mixup(0.5, seed: 3).ShareOf(2, 5), others);
    }

    [SkippableFact]
    public void A_batch_is_mixed_with_itself_reversed()
    {
        Tensor frames = arange(0, 3 * 2 * 2 * 2 * 2, dtype: ScalarType.Float32).reshape(3, 2, 2, 2, 2);
        using var batch = new TensorBatch([frames], tensor((long[])[0, 2, 1]), [0, 2, 1], [5, 6, 7], [1, 2, 2]);
        var mixup = new Mixup(2, seed: 1);
        float share = (float)mixup.ShareOf(0, 0);
        using TensorBatch mixed = mixup.Apply(batch, 4, 0, 0);
        Close((frames * share) + (frames.flip(0) * (1 - share)), mixed.Frames, 1e-5);
        Close([share, 1 - share, 0, 0, 0, 0, 1, 0, 1 - share, share, 0, 0], mixed.Targets, 1e-6);
        Assert.Equal([0, 2, 1], mixed.Labels);
        Assert.Equal([2, 2, 2], mixed.Lengths!);
    }

    [SkippableFact]
    public void An_unmixed_batch_is_itself()
    {
        using var batch = new TensorBatch([zeros((long[])[1, 1, 2, 2, 2])], tensor((long[])[0]), [0], [0]);
        Assert.Same(batch, new Mixup(0.5, 0).Apply(batch, 3, 0, 0));
    }

    [Theory]
    [InlineData(16, 12)]
    [InlineData(5, 5)]
    [InlineData(4, 1)]
    public void A_subset_is_sorted_and_without_repetition(int bound, int count)
    {
        var seen = new HashSet<long>();
        for (int i = 0; i < 200; i++)
        {
            long[] chosen = SeededDraw.Subset(SeededDraw.For(1, DrawPurpose.Steps, 0, i), bound, count);
            Assert.Equal(count, chosen.Distinct().Count());
            Assert.Equal(chosen.Order(), chosen);
            Assert.All(chosen, c => Assert.InRange(c, 0, bound - 1));
            seen.UnionWith(chosen);
        }

        Assert.Equal(bound, seen.Count);
    }
}
