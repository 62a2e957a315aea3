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
        Assert.Equal(folds.Select(f => f.Average()), estimate.FoldMeans);
        Assert.Equal(estimate, HierarchicalBootstrap.Estimate(folds, 3) with { FoldMeans = estimate.FoldMeans });
    }

    /// <summary>Textbook quantiles: t at 97.5 %, one value a degree of freedom.</summary>
    [Theory]
    [InlineData(1, 12.7062047)]
    [InlineData(2, 4.3026527)]
    [InlineData(3, 3.1824463)]
    [InlineData(4, 2.7764451)]
    [InlineData(9, 2.2621572)]
    [InlineData(10, 2.2281389)]
    public void Students_distribution_is_the_textbooks(int degrees, double t) => Assert.Equal(0.95, StudentT.Within(t, degrees), 7);

    [Fact]
    public void Few_values_have_a_p_of_their_own()
    {
        // 1, 2, 3: mean 2, standard error 1/√3, so t = 2·√3; p by the closed form of two degrees of freedom, 1 − t/√(2 + t²).
        double t = 2 * Math.Sqrt(3);
        Assert.Equal(1 - (t / Math.Sqrt(2 + (t * t))), StudentT.TwoSidedP([1, 2, 3])!.Value, 12);
        Assert.Equal(1, StudentT.TwoSidedP([-1, 1])!.Value, 12);
        Assert.Equal(0.0, StudentT.TwoSidedP([0.1, 0.1, 0.1]));
        Assert.Equal(1.0, StudentT.TwoSidedP([0, 0]));
        Assert.Null(StudentT.TwoSidedP([1]));
    }

    [Fact]
    public void What_is_detectable_grows_with_the_family()
    {
        var estimate = new BootstrapEstimate(0, 0, 0, 1, 1, 4, [0, 0]);
        Assert.Equal(1.959964 + 0.841621, estimate.Detectable(), 6);
        Assert.Equal(2.734369 + 0.841621, estimate.Detectable(8), 6);
    }

    /// <summary>Students of two seeds crossed with two teachers: a run's partner is that of equal fold and seed, and of these that of its teacher where there is one.</summary>
    [Fact]
    public void Crossed_runs_pair_with_their_like()
    {
        ExperimentPlan plan = ExperimentPlan.Load(ShippedPlanTests.PathOf("n-mnist-small.plan.json"));
        var runs = new List<ExperimentRunResult>();
        foreach (int fold in (int[])[0, 1])
        {
            foreach (int seed in (int[])[1, 2])
            {
                runs.Add(Run("none", fold, seed, null, 0.1 * seed));
                foreach (int teacher in (int[])[11, 12])
                {
                    runs.Add(Run("ld", fold, seed, teacher, (0.1 * seed) + (0.01 * (teacher - 10))));
                    runs.Add(Run("bkd", fold, seed, teacher, (0.1 * seed) + (0.03 * (teacher - 10))));
                }
            }

            runs.Add(Run(ExperimentCells.TeacherAsIs, fold, 11, null, 0.1));
            runs.Add(Run(ExperimentCells.TeacherAsIs, fold, 12, null, 0.2));
        }

        var table = new ExperimentTable(plan, runs);
        // By seed: 0.01 and 0.02 in each seed. Anything paired otherwise has the seeds' 0.1 in it, which shows in the interval.
        BootstrapEstimate undistilled = table.Compare("ld", "none", 4)!;
        Assert.Equal((0.015, 8), (Math.Round(undistilled.Mean, 9), undistilled.Pairs));
        Assert.InRange(undistilled.Low, 0.0099, 0.015);
        Assert.InRange(undistilled.High, 0.015, 0.0201);
        // By teacher: 0.02 for the first and 0.04 for the second.
        BootstrapEstimate distilled = table.Compare("bkd", "ld", 4)!;
        Assert.Equal((0.03, 8), (Math.Round(distilled.Mean, 9), distilled.Pairs));
        Assert.InRange(distilled.Low, 0.0199, 0.03);
        Assert.InRange(distilled.High, 0.03, 0.0401);
        // The teacher's controls have seeds of their own: the fold's mean is the partner.
        Assert.Equal((0.0, 4), (Math.Round(table.Compare("none", ExperimentCells.TeacherAsIs, 4)!.Mean, 9), table.Compare("none", ExperimentCells.TeacherAsIs, 4)!.Pairs));
        Assert.Null(table.Compare("ld", "tser", 4));

        static ExperimentRunResult Run(string method, int fold, int seed, int? teacher, double accuracy) => new()
        {
            Job = $"{method}-{fold}-{seed}-{teacher}",
            Method = method,
            Steps = 4,
            Fold = fold,
            Seed = seed,
            TeacherSeed = teacher,
            TrainingRecordings = 300,
            TestAccuracy = accuracy,
            ProcessorSeconds = 1,
        };
    }
}
