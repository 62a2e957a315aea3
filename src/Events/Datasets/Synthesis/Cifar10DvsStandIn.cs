using System.Buffers.Binary;
using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// CIFAR10-DVS: a folder a class of AEDAT 2.0 files with numbers that are not padded, five header lines that name no chip and end without a
/// mark, coordinates as the camera stood (turned from what the literature uses), and the odd word that is no pixel's.
/// </summary>
internal sealed class Cifar10DvsStandIn : StandIn
{
    private const double Scale = 3.4; // the pictures nearly fill the sensor
    private const int RecordBytes = 8;
    private const uint SpecialBit = 0x8000;

    private static readonly ClosedLoopPath s_path = ClosedLoopPath.Cifar10Dvs;

    public override string Id => "cifar10-dvs";

    public override string Scene => $"class patterns; {s_path.Description}";

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => ByClass(manifest, seed, [("all", perClass)], (_, c, number) => string.Create(CultureInfo.InvariantCulture, $"{c.Folder}/cifar10_{c.Folder}_{number}.aedat"));

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var random = new DeterministicRandom(plan.Seed);
        var scene = new MovingImage(GlyphScene.Draw(plan.Label, random), s_path) { Scale = Scale, Background = 0.12f };
        worker.SimulatorFor(manifest.SensorSize, Simulator).Simulate(scene, worker.Events, plan.Seed);
        // From the literature's coordinates back to the camera's: the turn undoes itself.
        manifest.Orientation.Apply(worker.Events, manifest.SensorSize);
        worker.Bytes.Write(Ascii(string.Join("\r\n",
        [
            "#!AER-DAT2.0",
            "# This is a raw AE data file - do not edit",
            "# Data format is int32 address, int32 timestamp (8 bytes total), repeated for each event",
            "# Timestamps tick is 1 us",
            "# " + Notice(Id),
            "",
        ])));
        uint start = (uint)random.NextBelow(1_000_000);
        int special = worker.Events.Count / 2;
        Span<byte> record = stackalloc byte[RecordBytes];
        EventSpan events = worker.Events;
        for (int i = 0; i < events.Length; i++)
        {
            if (i == special)
                Put(worker.Bytes, record, SpecialBit, start + (uint)events.T[i]);
            uint address = ((uint)events.Y[i] << 8) | ((uint)events.X[i] << 1) | (events.P[i] ^ 1u);
            Put(worker.Bytes, record, address, start + (uint)events.T[i]);
        }

        return One(plan, worker);
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
        => manifest.Classes.Select(c => new PackedArchive(c.Folder + ".zip", [.. files.Where(f => f.StartsWith(c.Folder + "/", StringComparison.Ordinal)).Select(f => (f, f))]));

    private static void Put(MemoryStream to, Span<byte> record, uint address, uint time)
    {
        BinaryPrimitives.WriteUInt32BigEndian(record, address);
        BinaryPrimitives.WriteUInt32BigEndian(record[4..], time);
        to.Write(record);
    }
}
