using static TorchSharp.torch;

namespace NeuroKit.Training.Runs;

/// <summary>How a run is carried out, beyond what its recipe says: nothing here changes the weights but the device.</summary>
public sealed record TrainingRunOptions
{
    /// <summary>The defaults.</summary>
    public static TrainingRunOptions Default { get; } = new();

    /// <summary>Where torch computes; null: the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>Threads that read recordings; null: the loader's default.</summary>
    public int? Workers { get; init; }

    /// <summary>Whether the test part is looked at after every epoch too, and its best epoch reported beside the others. See <see cref="TrainerOptions.ReportBestOnTest"/>.</summary>
    public bool ReportBestOnTest { get; init; }

    /// <summary>Whether a linear classifier on summed frames is trained on the same parts at the end, for comparison.</summary>
    public bool LinearBaseline { get; init; } = true;

    /// <summary>The test recordings that energy is measured on, at most, at even distances over the part; 0: it is not measured.</summary>
    public int EnergySamples { get; init; } = 64;

    /// <summary>Further callbacks, behind the run's own metrics and before its checkpoints.</summary>
    public IReadOnlyList<TrainerCallback> Callbacks { get; init; } = [];
}
