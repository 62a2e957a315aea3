using System.Globalization;
using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>
/// The processor's seconds of a run over all processes that worked at it. What earlier ones took lies in a file beside the checkpoint, written
/// after each epoch and when a process stops in order; a process that is killed loses those since its last epoch.
/// </summary>
internal sealed class ExperimentClock : TrainerCallback
{
    private readonly string _file;
    private readonly double _before;
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;

    public ExperimentClock(string file)
    {
        _file = file;
        if (File.Exists(file))
        {
            if (!double.TryParse(File.ReadAllText(file), NumberStyles.Float, CultureInfo.InvariantCulture, out _before))
                throw new TrainingException($"{file}: is damaged: expected seconds");
            HasBefore = true;
        }
    }

    /// <summary>Whether an earlier process left its seconds.</summary>
    public bool HasBefore { get; }

    /// <summary>The seconds until now.</summary>
    public double Seconds => Math.Round(_before + (Environment.CpuUsage.TotalTime - _start).TotalSeconds, 3);

    public override void OnEpoch(Trainer trainer, EpochMetrics epoch) => Save();

    public void Save() => ExperimentFolder.Write(_file, Seconds.ToString("0.000", CultureInfo.InvariantCulture));
}
