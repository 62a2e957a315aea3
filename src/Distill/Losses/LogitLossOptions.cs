namespace NeuroKit.Distill.Losses;

/// <summary>The terms on logits.</summary>
public sealed record LogitLossOptions
{
    /// <summary>The weight of the soft labels (<c>ld</c>, <c>wsld</c>, <c>lasnn</c>): w_LD of BKDSNN Eq. 9, at least 0.</summary>
    public double? Weight { get; init; }

    /// <summary>The share α of the teacher's term, the task having 1 − α (<c>skd</c>, <c>tser</c>, <c>kdsnn</c>): TSER Eq. 7 and 8, 0 to 1.</summary>
    public double? Alpha { get; init; }

    /// <summary>The temperature τ of the teacher's term, above 0: 2 in BKDSNN, 5 in TSER.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the teacher's term is multiplied by τ²: so in BKDSNN Eq. 8, not in TSER Eq. 8.</summary>
    public bool? TemperatureSquared { get; init; }

    /// <summary>The form of the soft labels (<c>ld</c>, <c>wsld</c>, <c>kdsnn</c>, <c>lasnn</c>).</summary>
    public SoftLabelForm? Form { get; init; }

    /// <summary>The temperature of the cross-entropy with the targets (<c>skd</c>, <c>tser</c>): the equations are printed with τ throughout, 1 is recommended.</summary>
    public double? TaskTemperature { get; init; }

    /// <summary>What is averaged over the steps for the terms that are not taken step by step (<c>skd</c>, <c>tser</c>).</summary>
    /// <remarks>
    /// TSER Eq. 7 averages probabilities, the preset <c>as-printed</c>'s default. Left open otherwise (<c>recommended</c>) it is the logits: by their mean the
    /// trained network predicts and is measured, so that the loss is of the very distribution that is used, and BKDSNN's soft labels, with which <c>skd</c> is
    /// compared, are taken from them too. Probabilities averaged are another distribution, never sharper than the sharpest step's.
    /// </remarks>
    public StepAverage? Average { get; init; }

    /// <summary>Whether the cross-entropy is taken step by step (<c>tser</c>, Eq. 8; the ablation of Tab. 3).</summary>
    public bool? SeparateCrossEntropy { get; init; }

    /// <summary>Whether the divergence is taken step by step (<c>tser</c>, Eq. 8; the ablation of Tab. 3).</summary>
    public bool? SeparateDivergence { get; init; }

    /// <summary>The factor λ of the student's entropy, which is maximised (<c>tser</c>, Eq. 10): 10⁻⁴ to 0.2 is of use, 0 leaves it out.</summary>
    public double? EntropyWeight { get; init; }

    /// <summary>The temperature of the entropy (<c>tser</c>).</summary>
    public double? EntropyTemperature { get; init; }

    /// <summary>Which of the teacher's steps each step learns from (<c>tser</c> with the divergence step by step).</summary>
    public TeacherSteps? TeacherSteps { get; init; }
}
