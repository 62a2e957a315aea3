using System.Buffers.Binary;
using System.Globalization;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>DVS-Lip: train and test with a folder a word of NumPy arrays of records t, x, y, p of 4, 1, 1 and 1 bytes; numbers that are not padded.</summary>
internal sealed class DvsLipStandIn : StandIn
{
    private const string Home = "DVS-Lip";
    private const string Descr = "[('t', '<i4'), ('x', '|i1'), ('y', '|i1'), ('p', '|i1')]";
    private const int RecordBytes = 7;
    private const long DurationMicroseconds = 1_000_000;

    public override string Id => "dvs-lip";

    public override string Scene => "a mouth that opens in the word's rhythm, 1 s";

    public override DvsSimulatorOptions Simulator { get; } = new() { StepMicroseconds = 10_000, NoiseHertzPerPixel = 0.2 };

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => ByClass(manifest, seed, [("train", perClass), ("test", perClassTest)], (part, c, number) => string.Create(CultureInfo.InvariantCulture, $"{Home}/{part}/{c.Folder}/{number}.npy"));

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var scene = new LipScene(plan.Label, new DeterministicRandom(plan.Seed));
        DvsSimulator simulator = worker.SimulatorFor(manifest.SensorSize, Simulator);
        simulator.Reset(plan.Seed);
        float[] luminance = new float[manifest.SensorSize.Pixels];
        for (long time = 0; time <= DurationMicroseconds; time += Simulator.StepMicroseconds)
        {
            scene.Draw(time, luminance, manifest.SensorSize);
            simulator.AddFrame(luminance, time, worker.Events);
        }

        EventSpan events = worker.Events;
        worker.Bytes.Write(NpyHeaderText.Build(Descr, events.Length));
        Span<byte> record = stackalloc byte[RecordBytes];
        for (int i = 0; i < events.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(record, (int)events.T[i]);
            record[4] = (byte)events.X[i];
            record[5] = (byte)events.Y[i];
            record[6] = events.P[i];
            worker.Bytes.Write(record);
        }

        return One(plan, worker);
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
        => [new PackedArchive("DVS-Lip.zip", [.. files.Where(f => f.StartsWith(Home + "/", StringComparison.Ordinal)).Select(f => (f, f))])];
}
