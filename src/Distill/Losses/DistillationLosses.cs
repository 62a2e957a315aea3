using NeuroKit.Distill.Losses.Terms;
using NeuroKit.Training.Networks;

namespace NeuroKit.Distill.Losses;

/// <summary>The losses of the two papers and those they are measured against.</summary>
public static class DistillationLosses
{
    /// <summary>The identifiers, which combine as in <c>ld+bkd</c> (<see cref="DistillationLossOptions.Id"/>).</summary>
    public static IReadOnlyList<string> Identifiers => LossMethod.Parts;

    /// <summary>Makes a loss. Parameters of aligners and restoration blocks are drawn from torch's generator, as are the masks of each training step.</summary>
    /// <param name="options">Which one; what is left open the preset fills in. Matching features needs their channels.</param>
    /// <exception cref="ArgumentException">An option is out of its range, missing, or of no use to the loss.</exception>
    public static DistillationLoss Create(DistillationLossOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        DistillationLossOptions resolved = options.Resolve();
        var method = LossMethod.Parse(resolved.Id);
        return new CompositeLoss(resolved.Id, Terms(resolved, method).Where(term => term.Weight != 0), resolved.LabelSmoothing);
    }

    /// <summary>Makes a loss for two networks, whose features' channels it finds.</summary>
    /// <param name="options">Which one; what is left open the preset fills in.</param>
    /// <param name="student">The student.</param>
    /// <param name="teacher">The teacher.</param>
    /// <exception cref="ArgumentException">An option is out of its range, missing, or of no use to the loss, or a network has no such feature.</exception>
    public static DistillationLoss Create(DistillationLossOptions options, SpikingNetwork student, SpikingNetwork teacher)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Create(options.WithChannels(student, teacher));
    }

    private static IEnumerable<LossTerm> Terms(DistillationLossOptions options, LossMethod method)
    {
        LogitLossOptions? logits = options.Logits;
        bool isPerStep = method.PerStepTask || logits?.SeparateCrossEntropy == true;
        double taskWeight = method.SharesTask ? 1 - logits!.Alpha!.Value : 1;
        yield return new TaskTerm(method.PerStepTask ? "tet" : "ce", taskWeight, isPerStep, logits?.Average ?? StepAverage.Logits, logits?.TaskTemperature ?? 1);
        if (method.HasSoftLabels)
        {
            SoftLabelForm form = logits!.Form!.Value;
            string name = form == SoftLabelForm.Weighted ? "wsld" : "ld";
            yield return new SoftLabelTerm(name, (logits.Alpha ?? logits.Weight)!.Value, form, logits.Temperature!.Value, logits.TemperatureSquared!.Value);
        }
        else if (logits is not null)
        {
            yield return Divergence(logits);
            if (logits.EntropyWeight is { } entropyWeight)
                yield return new EntropyTerm("entropy", -entropyWeight, logits.EntropyTemperature!.Value);
        }

        if (method.Features is { } matching)
        {
            yield return (options.Features!.Matching ?? matching) switch
            {
                FeatureMatching.Blurred => new FeatureTerm("bkd", options.Features),
                FeatureMatching.Plain => new FeatureTerm("features", options.Features),
                _ => new AttentionTerm("attention", options.Features),
            };
        }
    }

    private static LossTerm Divergence(LogitLossOptions logits)
    {
        double temperature = logits.Temperature!.Value;
        bool isSquared = logits.TemperatureSquared!.Value;
        return logits.SeparateDivergence == true
            ? new StepDivergenceTerm("kl", logits.Alpha!.Value, logits.TeacherSteps!.Value, temperature, isSquared)
            : new DivergenceTerm("kl", logits.Alpha!.Value, logits.Average!.Value, temperature, isSquared);
    }
}
