namespace NeuroKit.Distill.Losses;

/// <summary>The term on features, which are means over the steps.</summary>
public sealed record FeatureLossOptions
{
    /// <summary>The features, one layer or several; the term is their sum.</summary>
    public IReadOnlyList<FeaturePair> Pairs { get; init; } = [];

    /// <summary>How they are matched (<c>kdsnn</c>, <c>lasnn</c>); the other losses, and <c>+bkd</c>, say it themselves.</summary>
    public FeatureMatching? Matching { get; init; }

    /// <summary>The weight as the paper means it, with its batch: w_BKD of BKDSNN Eq. 9, at least 0.</summary>
    public double? Weight { get; init; }

    /// <summary>How squared differences become one number.</summary>
    public FeatureReduction? Reduction { get; init; }

    /// <summary>
    /// With <see cref="FeatureReduction.BatchMean"/>: what the weight is multiplied by, so that the loss equals the printed sum at that
    /// batch and does not depend on the batch otherwise. 16 is that of BKDSNN's two networks on event frames; 1 leaves the weight as it is.
    /// </summary>
    public int? ReferenceBatch { get; init; }

    /// <summary>The blurred ratio λ, the chance that a draw blanks out (BKD): 0 to below 1. What is left is not scaled up.</summary>
    public double? MaskRatio { get; init; }

    /// <summary>What one draw blanks out (BKD).</summary>
    public MaskAxis? MaskAxis { get; init; }

    /// <summary>Whether masks are drawn in evaluation mode too (BKD), as the released code does. Otherwise nothing is blanked out there, and torch's generator (the CPU's, on every device) is left alone.</summary>
    public bool? MaskInEvaluation { get; init; }

    /// <summary>Whether the restoration block 𝒢 follows: convolution 3×3, ReLU, convolution 3×3 (BKD; without it the ablation of BKDSNN Tab. 4d).</summary>
    public bool? Restore { get; init; }

    /// <summary>Which side becomes like the other.</summary>
    public FeatureRoles? Roles { get; init; }

    /// <summary>The 1×1 convolution that brings the widths together.</summary>
    public FeatureAlignment? Alignment { get; init; }

    /// <summary>
    /// Whether the target is rescaled to the greatest value of the other side (BKD): an option of the released code, off by default there. No gradient goes
    /// through the scale, which is 1 where a side has no value above 0.
    /// </summary>
    public bool? MatchMaximum { get; init; }

    /// <summary>How attention maps are compared (attention transfer).</summary>
    public AttentionDistance? Distance { get; init; }
}
