using NeuroKit.Distill.Experiments;

namespace NeuroKit.Distill.Tests.Experiments;

public sealed class StatisticsTests
{
    [Fact]
    public void Holm_steps_down()
    {
        double[] adjusted = HierarchicalBootstrap.Holm([0.01, 0.04, 0.03, 0.005]);
        Assert.Equal([0.03, 0.06, 0.06, 0.02], adjusted.Select(p => Math.Round(p, 12)));
        Assert.Equal([1.0, 1.0], HierarchicalBootstrap.Holm([0.9, 0.8]));
    }

    [Fact]
    public void A_bootstrap_of_what_does_not_vary_is_certain()
    {
        BootstrapEstimate estimate = HierarchicalBootstrap.Estimate([[0.02, 0.02], [0.02]], 1);
        Assert.Equal((0.02, 0.02, 0.02), (Math.Round(estimate.Mean, 12), Math.Round(estimate.Low, 12), Math.Round(estimate.High, 12)));
        Assert.Equal((3, 2), (estimate.Pairs, estimate.Folds));
        Assert.True(estimate.P < 0.001);
    }

    [Fact]
    public void Its_error_is_that_of_folds_and_runs()
    {
        // Five folds of mean 0: the variance of a mean over draws of them is the variance between folds by 5, and that within by 5 times the runs.
        double[][] folds = [[-2, 0], [-1, 1], [0, 0], [1, -1], [2, 0]];
        BootstrapEstimate estimate = HierarchicalBootstrap.Estimate(folds, 3);
        double between = folds.Average(f => f.Average() * f.Average()) / 5;
        double within = folds.Average(f => f.Average(x => (x - f.Average()) * (x - f.Average())) / f.Length) / 5;
        Assert.InRange(estimate.StandardError, 0.97 * Math.Sqrt(between + within), 1.03 * Math.Sqrt(between + within));
        Assert.InRange(estimate.P, 0.8, 1);
        Assert.InRange(estimate.Low, -1.2, -0.5);
        Assert.Equal(estimate, HierarchicalBootstrap.Estimate(folds, 3));
    }
}
