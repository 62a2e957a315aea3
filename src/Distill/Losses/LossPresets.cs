using static NeuroKit.Distill.Losses.OptionChecks;

namespace NeuroKit.Distill.Losses;

/// <summary>Fills options in from presets, and checks them.</summary>
internal static class LossPresets
{
    public static DistillationLossOptions Resolve(DistillationLossOptions options)
    {
        LossMethod method = LossMethod.Parse(options.Id);
        LossPreset preset = Defined(options.Preset, "preset");
        Defined(options.Family, "family");
        BelowOne(options.LabelSmoothing, "labelSmoothing");
        if (preset == LossPreset.ReleasedCode && !method.HasReleasedCode)
            throw new ArgumentException($"found released-code for loss.preset; expected recommended or as-printed, since there is no released code of '{method.Id}'");
        if (method.Logits is null)
            Unused(options.Logits is null ? null : "options", "logits", $"'{method.Id}' has no term on logits besides the task");
        if (method.Features is null)
            Unused(options.Features is null ? null : "options", "features", $"'{method.Id}' has no term on features");
        return options with
        {
            Logits = method.Logits is null ? null : Logits(options, options.Logits ?? new LogitLossOptions(), method),
            Features = method.Features is null ? null : FeaturePresets.Resolve(options, method),
        };
    }

    private static LogitLossOptions Logits(DistillationLossOptions options, LogitLossOptions given, LossMethod method)
    {
        LogitLossOptions resolved = method.HasSoftLabels ? SoftLabels(options, given, method) : Divergence(options, given, method);
        return resolved with
        {
            Temperature = Positive(resolved.Temperature!.Value, "logits.temperature"),
            Weight = resolved.Weight is { } weight ? AtLeastZero(weight, "logits.weight") : null,
            Alpha = resolved.Alpha is { } alpha ? Share(alpha, "logits.alpha") : null,
        };
    }

    private static LogitLossOptions SoftLabels(DistillationLossOptions options, LogitLossOptions given, LossMethod method)
    {
        string why = $"'{method.Id}' takes its soft labels from the mean logits";
        Unused(given.TaskTemperature, "logits.taskTemperature", why);
        Unused(given.Average, "logits.average", why);
        Unused(given.SeparateCrossEntropy, "logits.separateCrossEntropy", why);
        Unused(given.SeparateDivergence, "logits.separateDivergence", why);
        Unused(given.EntropyWeight, "logits.entropyWeight", why);
        Unused(given.EntropyTemperature, "logits.entropyTemperature", why);
        Unused(given.TeacherSteps, "logits.teacherSteps", why);
        if (method.SharesTask)
            Unused(given.Weight, "logits.weight", $"'{method.Id}' has alpha");
        else
            Unused(given.Alpha, "logits.alpha", $"'{method.Id}' has weight");

        bool isReleased = options.Preset == LossPreset.ReleasedCode;
        SoftLabelForm form = Defined(given.Form ?? (isReleased || method.Logits == "wsld" ? SoftLabelForm.Weighted : SoftLabelForm.CrossEntropy), "logits.form");
        if (method.Logits == "wsld" && form != SoftLabelForm.Weighted)
            throw Wrong(form, "logits.form", "wsld, or the loss 'ld'");
        // The repository's own KDSNN and LaSNN have no term on logits. In its script for Spikingformer soft labels weigh 0.1.
        bool isBaseline = method.Logits is "kdsnn" or "lasnn";
        double weight = isReleased && isBaseline ? 0 : isReleased && options.Family == NetworkFamily.Transformer ? 0.1 : 1;
        return given with
        {
            Weight = method.SharesTask ? null : given.Weight ?? weight,
            Alpha = method.SharesTask ? given.Alpha ?? (isReleased ? 0 : 0.5) : null,
            Temperature = given.Temperature ?? 2,
            TemperatureSquared = given.TemperatureSquared ?? true,
            Form = form,
        };
    }

    private static LogitLossOptions Divergence(DistillationLossOptions options, LogitLossOptions given, LossMethod method)
    {
        Unused(given.Weight, "logits.weight", $"'{method.Id}' has alpha");
        Unused(given.Form, "logits.form", $"'{method.Id}' takes the divergence");
        bool isPrinted = options.Preset == LossPreset.AsPrinted;
        bool isTser = method.Logits == "tser";
        double temperature = given.Temperature ?? 5;
        bool separateCrossEntropy = isTser && (given.SeparateCrossEntropy ?? true);
        bool separateDivergence = isTser && (given.SeparateDivergence ?? true);
        if (!isTser)
        {
            const string Why = "'skd' has no term step by step";
            Unused(given.SeparateCrossEntropy, "logits.separateCrossEntropy", Why);
            Unused(given.SeparateDivergence, "logits.separateDivergence", Why);
            Unused(given.EntropyWeight, "logits.entropyWeight", Why);
            Unused(given.EntropyTemperature, "logits.entropyTemperature", Why);
        }

        if (!separateDivergence)
            Unused(given.TeacherSteps, "logits.teacherSteps", "the divergence is not taken step by step");
        bool isAveraged = !separateCrossEntropy || !separateDivergence;
        if (!isAveraged)
            Unused(given.Average, "logits.average", "every term is taken step by step");
        return given with
        {
            Alpha = given.Alpha ?? 0.5,
            Temperature = temperature,
            TemperatureSquared = given.TemperatureSquared ?? !isPrinted,
            TaskTemperature = Positive(given.TaskTemperature ?? (isPrinted ? temperature : 1), "logits.taskTemperature"),
            Average = isAveraged ? Defined(given.Average ?? (isPrinted ? StepAverage.Probabilities : StepAverage.Logits), "logits.average") : null,
            SeparateCrossEntropy = isTser ? separateCrossEntropy : null,
            SeparateDivergence = isTser ? separateDivergence : null,
            EntropyWeight = isTser ? AtLeastZero(given.EntropyWeight ?? 0.01, "logits.entropyWeight") : null,
            EntropyTemperature = isTser ? Positive(given.EntropyTemperature ?? (isPrinted ? temperature : 1), "logits.entropyTemperature") : null,
            TeacherSteps = separateDivergence ? Defined(given.TeacherSteps ?? TeacherSteps.Mean, "logits.teacherSteps") : null,
        };
    }
}
