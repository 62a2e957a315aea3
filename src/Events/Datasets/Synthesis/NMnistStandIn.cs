using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>N-MNIST: Train and Test with a folder a digit of 40-bit files, whose five-digit numbers run over all classes.</summary>
internal sealed class NMnistStandIn : StandIn
{
    private const double Scale = 0.8;

    public override string Id => "n-mnist";

    public override string Scene => $"class patterns; {SaccadePath.NMnist.Description}";

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => ByClass(manifest, seed, [("train", perClass), ("test", perClassTest)], (part, c, number) => string.Create(
            CultureInfo.InvariantCulture, $"{FolderOf(part)}/{c.Folder}/{(number * manifest.Classes.Count) + int.Parse(c.Name, CultureInfo.InvariantCulture) + 1:D5}.bin"));

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var random = new DeterministicRandom(plan.Seed);
        var scene = new MovingImage(GlyphScene.Draw(plan.Label, random), SaccadePath.NMnist) { Scale = Scale, Background = 0.12f };
        worker.SimulatorFor(manifest.SensorSize, Simulator).Simulate(scene, worker.Events, plan.Seed);
        AtisBytes.Write(worker.Bytes, worker.Events, []);
        return One(plan, worker);
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
        => new[] { "Train", "Test" }.Select(part => new PackedArchive(part + ".zip", [.. files.Where(f => f.StartsWith(part + "/", StringComparison.Ordinal)).Select(f => (f, f))]));

    private static string FolderOf(string part) => part == SplitNames.Train ? "Train" : "Test";
}
