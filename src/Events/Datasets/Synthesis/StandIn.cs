using System.Text;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Makes a small stand-in for one data set: its layout, file names, native format and quirks, with content of our own.</summary>
internal abstract class StandIn
{
    /// <summary>The data set's identifier.</summary>
    public abstract string Id { get; }

    /// <summary>What is to be seen, in a line.</summary>
    public abstract string Scene { get; }

    /// <summary>The sensor.</summary>
    public virtual DvsSimulatorOptions Simulator { get; } = new() { StepMicroseconds = 2000, NoiseHertzPerPixel = 0.2 };

    /// <summary>The recordings to make.</summary>
    public abstract IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed);

    /// <summary>Makes one: the file's bytes go to <see cref="SynthesisWorker.Bytes"/>.</summary>
    public abstract MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker);

    /// <summary>Files of the set that belong to no recording.</summary>
    public virtual IEnumerable<(string Path, byte[] Content)> Companions(DatasetManifest manifest, IReadOnlyList<RecordingPlan> plans) => [];

    /// <summary>The archives that the set is distributed as.</summary>
    /// <param name="manifest">The set.</param>
    /// <param name="files">The unpacked set's files, in ordinal order.</param>
    public abstract IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files);

    /// <summary>What every text that the set carries says.</summary>
    protected static string Notice(string id) => $"Synthetic: a stand-in for {id} made by NeuroKit; nothing of it was recorded";

    protected static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>A recording's own seed: what is made besides it does not change it.</summary>
    protected static ulong SeedOf(ulong seed, string part, int label, int number)
    {
        ulong key = DeterministicRandom.Derive(seed, part switch { "train" => 1, "test" => 2, _ => 0 });
        key = DeterministicRandom.Derive(key, (ulong)(label + 1));
        return DeterministicRandom.Derive(key, (ulong)number);
    }

    /// <summary>Plans recordings by class for the parts given.</summary>
    protected static IEnumerable<RecordingPlan> ByClass(
        DatasetManifest manifest, ulong seed, IEnumerable<(string Part, int PerClass)> parts, Func<string, DatasetClass, int, string> pathOf)
    {
        foreach ((string part, int count) in parts)
        {
            for (int label = 0; label < manifest.Classes.Count; label++)
            {
                for (int number = 0; number < count; number++)
                    yield return new RecordingPlan(pathOf(part, manifest.Classes[label], number), part, label, number, SeedOf(seed, part, label, number));
            }
        }
    }

    protected static MadeRecording One(RecordingPlan plan, SynthesisWorker worker) => new([], [(plan.Label, worker.Events.Count)]);
}
