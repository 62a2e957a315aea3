namespace NeuroKit.Distill.Experiments;

/// <summary>A mean of paired differences.</summary>
/// <param name="Mean">The mean over folds of the folds' means.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="StandardError">The standard deviation of the bootstrap's means.</param>
/// <param name="P">Two-sided: twice the share of draws on the other side of 0.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="FoldMeans">The mean difference of each fold.</param>
internal sealed record BootstrapEstimate(double Mean, double Low, double High, double StandardError, double P, int Pairs, IReadOnlyList<double> FoldMeans)
{
    // The normal variable's value that one is below in four of five cases.
    private const double FourOfFive = 0.841621;

    /// <summary>The folds.</summary>
    public int Folds => FoldMeans.Count;

    /// <summary>The two-sided p of the folds' means by Student's t, one value a fold: a check of <see cref="P"/>, which is optimistic for few folds. Null for one fold.</summary>
    public double? FoldsP => StudentT.TwoSidedP(FoldMeans);

    /// <summary>The true difference that such an experiment finds in four of five repetitions.</summary>
    /// <param name="hypotheses">By how many the 5 % are divided: 1, or all of a family, which is Holm's first step.</param>
    public double Detectable(int hypotheses = 1) => (StudentT.NormalTwoSided(0.05 / Math.Max(1, hypotheses)) + FourOfFive) * StandardError;
}
