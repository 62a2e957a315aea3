namespace NeuroKit.Distill.Experiments;

/// <summary>A mean of paired differences.</summary>
/// <param name="Mean">The mean over folds of the folds' means.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="StandardError">The standard deviation of the bootstrap's means.</param>
/// <param name="P">Two-sided: twice the share of draws on the other side of 0.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Folds">The folds.</param>
internal sealed record BootstrapEstimate(double Mean, double Low, double High, double StandardError, double P, int Pairs, int Folds)
{
    /// <summary>The true difference that such an experiment finds at 5 % in four of five repetitions: (1.960 + 0.842) standard errors.</summary>
    public double Detectable => 2.802 * StandardError;
}
