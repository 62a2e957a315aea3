using System.Globalization;
using NeuroKit.Training.Reports;

namespace NeuroKit.Training.Analysis;

/// <summary>Makes a report of analyses: one network's, or several side by side.</summary>
public static class AnalysisPage
{
    /// <summary>Gathers what a page shows.</summary>
    /// <param name="title">The title.</param>
    /// <param name="analyses">The analyses, at least one.</param>
    /// <param name="classNames">The classes' names by label.</param>
    public static RunReport Report(string title, IReadOnlyList<RunAnalysis> analyses, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(analyses);
        ArgumentOutOfRangeException.ThrowIfZero(analyses.Count);
        bool isSingle = analyses.Count == 1;
        RunAnalysis first = analyses[0];
        return new RunReport
        {
            Title = title,
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"Measured on {first.Evaluation.Samples:N0} recordings of {first.Dataset}'s part {first.Part}."),
            Summary = [.. analyses.SelectMany(a => Summary(a, isSingle))],
            ChartsHeading = "Step by step, layer by layer",
            Charts = Charts(analyses),
            ClassNames = isSingle ? classNames : [],
            Confusion = isSingle ? first.Evaluation.Confusion() : [],
            FiringRates = isSingle ? Rates(first) : [],
            Energy = isSingle ? first.Energy : null,
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"Accuracy is of all recordings; rates, mean outputs and energy are of {string.Join(", ", analyses.Select(a => a.SampledRecordings).Distinct())} of them, taken at even distances over the part."),
                "Each step: what that step's logits alone recognise. So far: what the mean of the logits up to the step recognises; at the last step this is the network's accuracy.",
                "The mean output of a part is a firing rate where the part gives spikes; blocks that add give sums of spikes, whose mean may exceed 1.",
                .. isSingle ? [] : first.Energy?.Options.Describe().Select(convention => "Energy: " + convention) ?? [],
            ],
        };
    }

    /// <summary>The charts of accuracy by step: the same curves for every report that has them.</summary>
    /// <param name="networks">Each network's name and accuracy by step; those without are left out.</param>
    public static IReadOnlyList<ReportChart> StepCharts(IEnumerable<(string Name, IReadOnlyList<StepAccuracy> BySteps)> networks)
    {
        (string Name, IReadOnlyList<StepAccuracy> BySteps)[] known = [.. networks.Where(n => n.BySteps.Count > 1)];
        if (known.Length == 0)
            return [];
        if (known.Length == 1)
        {
            return
            [
                new("Accuracy by step", "step", "accuracy, %",
                    [new("each step", Points(known[0].BySteps, s => s.Alone)), new("mean so far", Points(known[0].BySteps, s => s.SoFar))]),
            ];
        }

        return
        [
            new("Accuracy of each step", "step", "accuracy, %", [.. known.Select(n => new ReportCurve(n.Name, Points(n.BySteps, s => s.Alone)))]),
            new("Accuracy of the mean so far", "step", "accuracy, %", [.. known.Select(n => new ReportCurve(n.Name, Points(n.BySteps, s => s.SoFar)))]),
        ];
    }

    private static IReadOnlyList<(double X, double Y)> Points(IReadOnlyList<StepAccuracy> steps, Func<StepAccuracy, double> share)
        => [.. steps.Select(s => ((double)s.Step, 100 * share(s)))];

    private static IEnumerable<ReportFigure> Summary(RunAnalysis analysis, bool isSingle)
    {
        string prefix = isSingle ? "" : analysis.Name + ", ";
        yield return new(prefix + "accuracy", Text($"{100 * analysis.Evaluation.Accuracy:0.00} %"), Text($"{analysis.Evaluation.Correct:N0} of {analysis.Evaluation.Samples:N0}"));
        if (analysis.Energy is not { } energy)
            yield break;
        yield return new(prefix + "firing rate", Text($"{100 * energy.MeanFiringRate:0.00} %"), "mean of the layers of neurons");
        yield return new(prefix + "energy", Text($"{energy.Millijoules:0.####} mJ"), "a recording, estimated");
    }

    private static List<ReportChart> Charts(IReadOnlyList<RunAnalysis> analyses)
    {
        List<ReportChart> charts = [.. StepCharts(analyses.Select(a => (a.Name, a.Evaluation.BySteps)))];
        if (analyses.Any(a => a.Energy is not null))
        {
            charts.Add(new("Firing rate by layer", "layer of neurons, from the input", "spikes a neuron and step, %",
                [.. analyses.Select(a => new ReportCurve(a.Name, [.. Rates(a).Select((rate, i) => (i + 1.0, 100 * rate.Rate))]))]));
        }

        charts.Add(new("Mean output by part", "part, from the input", "mean",
            [.. analyses.Select(a => new ReportCurve(a.Name, [.. a.FeatureMeans.Select((mean, i) => (i + 1.0, mean.Mean))]))]));
        return charts;
    }

    private static IReadOnlyList<ReportRate> Rates(RunAnalysis analysis)
        => [.. analysis.Energy?.Layers.Where(l => l.FiringRate is not null).Select(l => new ReportRate(l.Name, l.FiringRate!.Value)) ?? []];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
