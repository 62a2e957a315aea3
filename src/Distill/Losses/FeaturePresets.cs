using static NeuroKit.Distill.Losses.OptionChecks;

namespace NeuroKit.Distill.Losses;

/// <summary>Fills the options on features in from presets, and checks them.</summary>
internal static class FeaturePresets
{
    // The batch of both published trainings on CIFAR10-DVS.
    private const int PublishedBatch = 16;

    public static FeatureLossOptions Resolve(DistillationLossOptions options, LossMethod method)
    {
        FeatureLossOptions given = options.Features ?? new FeatureLossOptions();
        FeatureMatching matching = Matching(options, given, method);
        CheckPairs(given.Pairs);
        bool isReleased = options.Preset == LossPreset.ReleasedCode;
        if (matching == FeatureMatching.Attention)
            return Attention(given, method, matching);
        Unused(given.Distance, "features.distance", $"'{method.Id}' has no attention maps here");

        FeatureReduction reduction = Defined(given.Reduction ?? (options.Preset == LossPreset.AsPrinted ? FeatureReduction.Sum : FeatureReduction.BatchMean), "features.reduction");
        bool isBatchMean = reduction == FeatureReduction.BatchMean;
        if (!isBatchMean)
            Unused(given.ReferenceBatch, "features.referenceBatch", "only batch-mean rescales the weight");
        bool isBlurred = matching == FeatureMatching.Blurred;
        if (!isBlurred)
            RejectBlurring(given, method);
        bool normalizes = method.Logits == "kdsnn" && !isBlurred && !isReleased;
        return given with
        {
            Matching = method.IsMatchingFixed ? null : matching,
            Weight = AtLeastZero(given.Weight ?? (options.Family == NetworkFamily.Transformer ? 7e-5 : 2e-3), "features.weight"),
            Reduction = reduction,
            ReferenceBatch = isBatchMean ? AtLeastOne(given.ReferenceBatch ?? (isReleased ? 1 : PublishedBatch), "features.referenceBatch") : null,
            MaskRatio = isBlurred ? BelowOne(given.MaskRatio ?? (isReleased ? 0.15 : 0.4), "features.maskRatio") : null,
            MaskAxis = isBlurred ? Defined(given.MaskAxis ?? MaskAxis.Channel, "features.maskAxis") : null,
            MaskInEvaluation = isBlurred ? given.MaskInEvaluation ?? isReleased : null,
            Restore = isBlurred ? given.Restore ?? true : null,
            Roles = Defined(given.Roles ?? (isReleased ? FeatureRoles.TeacherToStudent : FeatureRoles.StudentToTeacher), "features.roles"),
            Alignment = Defined(given.Alignment ?? (normalizes ? FeatureAlignment.Normalized : FeatureAlignment.WhenWidthsDiffer), "features.alignment"),
            MatchMaximum = isBlurred ? given.MatchMaximum ?? false : null,
        };
    }

    private static FeatureMatching Matching(DistillationLossOptions options, FeatureLossOptions given, LossMethod method)
    {
        if (method.IsMatchingFixed)
        {
            Unused(given.Matching, "features.matching", $"'{method.Id}' says it");
            return method.Features!.Value;
        }

        FeatureMatching usual = method.Logits == "lasnn" && options.Preset != LossPreset.ReleasedCode ? FeatureMatching.Attention : FeatureMatching.Plain;
        FeatureMatching matching = Defined(given.Matching ?? usual, "features.matching");
        return matching == FeatureMatching.Blurred ? throw Wrong(matching, "features.matching", $"plain or attention, or the loss '{method.Id}+bkd'") : matching;
    }

    private static FeatureLossOptions Attention(FeatureLossOptions given, LossMethod method, FeatureMatching matching)
    {
        const string Why = "attention maps have one channel and their own reduction";
        Unused(given.Reduction, "features.reduction", Why);
        Unused(given.ReferenceBatch, "features.referenceBatch", Why);
        Unused(given.Roles, "features.roles", Why);
        Unused(given.Alignment, "features.alignment", Why);
        RejectBlurring(given, method);
        return given with
        {
            Matching = method.IsMatchingFixed ? null : matching,
            Weight = AtLeastZero(given.Weight ?? 1, "features.weight"),
            Distance = Defined(given.Distance ?? AttentionDistance.Norm, "features.distance"),
        };
    }

    private static void RejectBlurring(FeatureLossOptions given, LossMethod method)
    {
        string why = $"'{method.Id}' blurs nothing";
        Unused(given.MaskRatio, "features.maskRatio", why);
        Unused(given.MaskAxis, "features.maskAxis", why);
        Unused(given.MaskInEvaluation, "features.maskInEvaluation", why);
        Unused(given.Restore, "features.restore", why);
        Unused(given.MatchMaximum, "features.matchMaximum", why);
    }

    private static void CheckPairs(IReadOnlyList<FeaturePair> pairs)
    {
        if (pairs is not { Count: > 0 })
            throw Wrong("none", "features.pairs", "at least one, such as {\"student\": \"block7.out\"}");
        for (int i = 0; i < pairs.Count; i++)
        {
            FeaturePair pair = pairs[i];
            string option = $"features.pairs[{i}]";
            if (string.IsNullOrEmpty(pair?.Student) || pair.TeacherName.Length == 0)
                throw Wrong("no name", option, "the names of a student's and a teacher's feature");
            if (pairs.Take(i).Any(other => other.Student == pair.Student && other.TeacherName == pair.TeacherName))
                throw Wrong($"'{pair.Student}' with '{pair.TeacherName}' again", option, "each pair once");
            if (pair.StudentChannels is { } ofStudent)
                AtLeastOne(ofStudent, option + ".studentChannels");
            if (pair.TeacherChannels is { } ofTeacher)
                AtLeastOne(ofTeacher, option + ".teacherChannels");
        }
    }
}
