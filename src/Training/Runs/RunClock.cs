using System.Diagnostics;

namespace NeuroKit.Training.Runs;

/// <summary>
/// The seconds that a run has trained in all its processes: those of earlier ones up to the checkpoint that was gone on from, and this
/// one's. What an earlier process did after its last checkpoint was lost with it and is not counted.
/// </summary>
internal sealed class RunClock : TrainerCallback
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _before;

    public override string? StateName => "clock";

    /// <summary>The seconds so far.</summary>
    public double Seconds => _before + _watch.Elapsed.TotalSeconds;

    public override void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Seconds);
    }

    public override void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _before = reader.ReadDouble();
    }
}
