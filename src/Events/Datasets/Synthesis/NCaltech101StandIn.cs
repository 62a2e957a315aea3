using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// N-Caltech101: 101 folders of 40-bit files with padded numbers; recordings of different sizes below 240 × 180; three saccades; overflow
/// markers in every second recording.
/// </summary>
internal sealed class NCaltech101StandIn : StandIn
{
    private const string Home = "Caltech101";
    private const double AmplitudePixels = 1.6; // of the picture
    private const long SaccadeMicroseconds = 100_000;

    private static readonly SaccadePath s_path = new(AmplitudePixels, SaccadeMicroseconds);

    public override string Id => "n-caltech101";

    public override DvsSimulatorOptions Simulator { get; } = new() { StepMicroseconds = 4000, NoiseHertzPerPixel = 0.2 };

    public override string Scene => $"class patterns; {s_path.Description}";

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => ByClass(manifest, seed, [("all", perClass)], (_, c, number) => string.Create(CultureInfo.InvariantCulture, $"{Home}/{c.Folder}/image_{number + 1:D4}.bin"));

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var random = new DeterministicRandom(plan.Seed);
        GreyImage picture = GlyphScene.Draw(plan.Label, random);
        var size = new SensorSize(140 + random.NextBelow(94), 110 + random.NextBelow(64));
        double scale = Math.Min(size.Width, size.Height) / (GlyphScene.Side + AmplitudePixels);
        worker.SimulatorFor(size, Simulator).Simulate(new MovingImage(picture, s_path) { Scale = scale, Background = 0.12f }, worker.Events, plan.Seed);
        AtisBytes.Write(worker.Bytes, worker.Events, plan.Number % 2 == 0 ? [SaccadeMicroseconds + random.NextBelow(50_000), 2 * SaccadeMicroseconds] : []);
        return One(plan, worker);
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
        => [new PackedArchive("Caltech101.zip", [.. files.Where(f => f.StartsWith(Home + "/", StringComparison.Ordinal)).Select(f => (f, f))])];
}
