using System.Globalization;
using System.Text;
using NeuroKit.Events.Labels;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// DVS-Gesture: AEDAT 3.1 recordings of all gestures by one subject in one light, a label file beside each, lists of the parts. Rows of the
/// label files are not in order of time, arm_roll comes twice, and in every third recording a window ends after the next began.
/// </summary>
internal sealed class DvsGestureStandIn : StandIn
{
    private const string Home = "DvsGesture";
    private const int FirstTestSubject = 24;
    private const int Subjects = 29;
    private const int ArmRoll = 7;
    private const long GestureMicroseconds = 400_000;
    private const long PauseMicroseconds = 80_000;
    private const long OverlapMicroseconds = 30_000;

    private static readonly (string Name, double Bright)[] s_lights =
        [("fluorescent", 0.8), ("fluorescent_led", 0.9), ("lab", 0.5), ("led", 0.7), ("natural", 0.95)];

    public override string Id => "dvs-gesture";

    public override string Scene => "two hands that move as the class says, 400 ms each";

    public override DvsSimulatorOptions Simulator { get; } = new() { StepMicroseconds = 4000, NoiseHertzPerPixel = 0.2 };

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => Part("train", perClass, 1, FirstTestSubject - 1, seed).Concat(Part("test", perClassTest, FirstTestSubject, Subjects, seed));

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var random = new DeterministicRandom(plan.Seed);
        string light = plan.Path[(plan.Path.IndexOf('_', StringComparison.Ordinal) + 1)..^".aedat".Length];
        var scene = new GestureScene(random, Array.Find(s_lights, l => l.Name == light).Bright);
        int[] order = [.. Enumerable.Range(0, manifest.Classes.Count), ArmRoll];
        random.Shuffle<int>(order);
        long start = 5_000_000 + random.NextBelow(50_000_000);
        LabelWindow[] windows = Perform(scene, order, start, manifest.SensorSize, plan, worker);
        if (plan.Number % 3 == 0)
            windows[1] = windows[1] with { EndMicroseconds = windows[2].StartMicroseconds + OverlapMicroseconds };
        worker.Bytes.Write(Ascii($"#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n# {Notice(Id)}\r\n#!END-HEADER\r\n"));
        GestureBytes.Write(worker.Bytes, worker.Events, random);

        // By class, as published, while gestures were made in another order: so rows are not in order of time.
        LabelWindow[] rows = [.. windows.OrderBy(w => w.Class)];
        var text = new StringBuilder("class,startTime_usec,endTime_usec\n");
        foreach (LabelWindow row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Class},{row.StartMicroseconds},{row.EndMicroseconds}\n");
        return new MadeRecording(
            [(plan.Path[..plan.Path.LastIndexOf('.')] + "_labels.csv", Ascii(text.ToString()))],
            [.. rows.Select(row => (row.Class - 1, CountIn(worker.Events, row)))]);
    }

    public override IEnumerable<(string Path, byte[] Content)> Companions(DatasetManifest manifest, IReadOnlyList<RecordingPlan> plans)
    {
        foreach (DatasetSplit split in manifest.Splits)
        {
            yield return ($"{Home}/{split.RecordingList}", Ascii(string.Concat(plans.Where(p => p.Part == split.Name).Select(p => p.Path[(Home.Length + 1)..] + "\n"))));
        }

        yield return ($"{Home}/gesture_mapping.csv", Ascii("action,label\n" + string.Concat(manifest.Classes.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c.Name},{i + 1}\n")))));
        yield return ($"{Home}/README.txt", Ascii(Notice(Id) + ".\n"));
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
        => [new PackedArchive("DvsGesture.tar.gz", [.. files.Where(f => f.StartsWith(Home + "/", StringComparison.Ordinal)).Select(f => (f, f))])];

    // Subject by subject, then light by light: no two recordings of one part have the same name.
    private static IEnumerable<RecordingPlan> Part(string part, int count, int firstSubject, int lastSubject, ulong seed)
    {
        int subjects = lastSubject - firstSubject + 1;
        if (count > subjects * s_lights.Length)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{part} of dvs-gesture holds {subjects} subjects in {s_lights.Length} lights: at most {subjects * s_lights.Length} recordings.");
        for (int number = 0; number < count; number++)
        {
            // The light goes on when the subjects have all had the one before.
            string light = s_lights[((number % subjects) + (number / subjects)) % s_lights.Length].Name;
            string path = string.Create(CultureInfo.InvariantCulture, $"{Home}/user{firstSubject + (number % subjects):D2}_{light}.aedat");
            yield return new RecordingPlan(path, part, -1, number, SeedOf(seed, part, -1, number));
        }
    }

    private LabelWindow[] Perform(GestureScene scene, int[] order, long start, SensorSize size, RecordingPlan plan, SynthesisWorker worker)
    {
        DvsSimulator simulator = worker.SimulatorFor(size, Simulator);
        simulator.Reset(plan.Seed);
        float[] luminance = new float[size.Pixels];
        var windows = new LabelWindow[order.Length];
        long time = start;
        for (int i = 0; i < order.Length; i++)
        {
            Play(-1, PauseMicroseconds);
            long began = time;
            Play(order[i], GestureMicroseconds);
            windows[i] = new LabelWindow(i, order[i] + 1, began, time);
        }

        return windows;

        void Play(int label, long duration)
        {
            long began = time;
            for (; time < began + duration; time += Simulator.StepMicroseconds)
            {
                scene.Draw(label, time - began, luminance, size);
                simulator.AddFrame(luminance, time, worker.Events);
            }
        }
    }

    private static long CountIn(EventSpan events, LabelWindow window)
    {
        long count = 0;
        foreach (long t in events.T)
            count += t >= window.StartMicroseconds && t < window.EndMicroseconds ? 1 : 0;
        return count;
    }
}
