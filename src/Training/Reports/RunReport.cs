using NeuroKit.Training.Energy;

namespace NeuroKit.Training.Reports;

/// <summary>What there is to say of a run; <see cref="RunReportPage"/> makes a page of it. What is empty or null is left out.</summary>
public sealed record RunReport
{
    /// <summary>What was trained on what.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence below the title.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The figures that matter, the first the most.</summary>
    public IReadOnlyList<ReportFigure> Summary { get; init; } = [];

    /// <summary>What stands above the charts.</summary>
    public string ChartsHeading { get; init; } = "Training";

    /// <summary>Loss, accuracy, learning rate over the run.</summary>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>Tables below the charts.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>The classes' names, by label.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>How often a sample of a class (row) was taken for another (column): [label][predicted], square.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; } = [];

    /// <summary>The firing rates by layer of neurons, in their order.</summary>
    public IReadOnlyList<ReportRate> FiringRates { get; init; } = [];

    /// <summary>The estimated energy.</summary>
    public EnergyReport? Energy { get; init; }

    /// <summary>Some samples with what was predicted.</summary>
    public IReadOnlyList<ReportSample> Samples { get; init; } = [];

    /// <summary>The exact recipe, JSON.</summary>
    public string? RecipeJson { get; init; }

    /// <summary>What a reader has to know to judge the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
