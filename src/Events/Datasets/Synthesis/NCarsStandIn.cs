using System.Buffers.Binary;
using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// N-CARS: 100 ms of something driving past, in <c>.dat</c> files of version 2 that say no size and mark events by 0x00; recordings of
/// different sizes up to 120 × 100; numbers that run on from the test part to the train part, as published.
/// </summary>
internal sealed class NCarsStandIn : StandIn
{
    private const long DurationMicroseconds = 100_000;
    private const int CarsLabel = 1;
    private const int RecordBytes = 8;
    private const double Road = 0.15;

    // The train part's first numbers in the published set: what the test part holds comes before them.
    private const int FirstTrainBackground = 4211;
    private const int FirstTrainCars = 4396;

    public override string Id => "n-cars";

    public override string Scene => "outlines of cars, or bars, drifting for 100 ms";

    public override DvsSimulatorOptions Simulator { get; } = new() { StepMicroseconds = 1000, NoiseHertzPerPixel = 0.5 };

    public override IEnumerable<RecordingPlan> Plan(DatasetManifest manifest, int perClass, int perClassTest, ulong seed)
        => ByClass(manifest, seed, [("train", perClass), ("test", perClassTest)], (part, c, number) =>
        {
            int first = part == SplitNames.Test ? 0 : c.Folder == "cars" ? FirstTrainCars : FirstTrainBackground;
            return string.Create(CultureInfo.InvariantCulture, $"n-cars_{part}/{part}/{c.Folder}/obj_{first + number:D6}_td.dat");
        });

    public override MadeRecording Make(RecordingPlan plan, DatasetManifest manifest, SynthesisWorker worker)
    {
        var random = new DeterministicRandom(plan.Seed);
        // One axis is the largest in some recordings, as in the published set.
        var size = new SensorSize(random.NextBelow(8) == 0 ? manifest.SensorSize.Width : 60 + random.NextBelow(60), random.NextBelow(8) == 0 ? manifest.SensorSize.Height : 50 + random.NextBelow(50));
        GreyImage picture = plan.Label == CarsLabel ? Car(size, random) : Bars(size, random);
        double direction = random.NextBelow(2) == 0 ? -1 : 1;
        var path = new DriftPath(direction * (6 + (6 * random.NextDouble())), (random.NextDouble() - 0.5) * 3, DurationMicroseconds);
        worker.SimulatorFor(size, Simulator).Simulate(new MovingImage(picture, path) { Background = (float)Road }, worker.Events, plan.Seed);
        worker.Bytes.Write(Ascii($"% Data file containing CD events.\n% Version 2\n% Comment {Notice(Id)}\n"));
        worker.Bytes.Write([0x00, RecordBytes]);
        Span<byte> record = stackalloc byte[RecordBytes];
        EventSpan events = worker.Events;
        for (int i = 0; i < events.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)events.T[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], events.X[i] | ((uint)events.Y[i] << 14) | ((uint)events.P[i] << 28));
            worker.Bytes.Write(record);
        }

        return One(plan, worker);
    }

    public override IEnumerable<PackedArchive> Pack(DatasetManifest manifest, IReadOnlyList<string> files)
    {
        return [new PackedArchive("Prophesee_Dataset_n_cars.zip", [], [Inner("n-cars_train"), Inner("n-cars_test")])];

        PackedArchive Inner(string name) => new(
            name + ".zip", [.. files.Where(f => f.StartsWith(name + "/", StringComparison.Ordinal)).Select(f => (f[(name.Length + 1)..], f))]);
    }

    // Body, cabin and two wheels.
    private static GreyImage Car(SensorSize size, DeterministicRandom random)
    {
        float[] luminance = Blank(size);
        double w = size.Width;
        double h = size.Height;
        double shade = 0.5 + (0.4 * random.NextDouble());
        double left = w * (0.14 + (0.06 * random.NextDouble()));
        double bottom = h * (0.72 + (0.08 * random.NextDouble()));
        double length = w * (0.62 + (0.06 * random.NextDouble()));
        double height = h * 0.24;
        Box(luminance, size, left, bottom - height, left + length, bottom, shade);
        Box(luminance, size, left + (0.2 * length), bottom - (2 * height), left + (0.75 * length), bottom - height, shade * 0.7);
        Disc(luminance, size, left + (0.22 * length), bottom, height * 0.45, 0.04);
        Disc(luminance, size, left + (0.78 * length), bottom, height * 0.45, 0.04);
        return new GreyImage(size.Width, size.Height, luminance);
    }

    // Upright bars of different widths: poles, trunks, walls.
    private static GreyImage Bars(SensorSize size, DeterministicRandom random)
    {
        float[] luminance = Blank(size);
        int bars = 2 + random.NextBelow(4);
        for (int i = 0; i < bars; i++)
        {
            double left = size.Width * random.NextDouble();
            double top = size.Height * 0.3 * random.NextDouble();
            Box(luminance, size, left, top, left + 3 + (size.Width * 0.12 * random.NextDouble()), size.Height * (0.8 + (0.2 * random.NextDouble())), 0.4 + (0.5 * random.NextDouble()));
        }

        return new GreyImage(size.Width, size.Height, luminance);
    }

    private static float[] Blank(SensorSize size)
    {
        float[] luminance = new float[size.Pixels];
        luminance.AsSpan().Fill((float)Road);
        return luminance;
    }

    private static void Box(float[] luminance, SensorSize size, double left, double top, double right, double bottom, double shade)
    {
        for (int y = Math.Max(0, (int)top); y < Math.Min(size.Height, (int)bottom); y++)
        {
            for (int x = Math.Max(0, (int)left); x < Math.Min(size.Width, (int)right); x++)
                luminance[(y * size.Width) + x] = (float)shade;
        }
    }

    private static void Disc(float[] luminance, SensorSize size, double centreX, double centreY, double radius, double shade)
    {
        for (int y = Math.Max(0, (int)(centreY - radius)); y < Math.Min(size.Height, (int)(centreY + radius) + 1); y++)
        {
            for (int x = Math.Max(0, (int)(centreX - radius)); x < Math.Min(size.Width, (int)(centreX + radius) + 1); x++)
            {
                double dx = x - centreX;
                double dy = y - centreY;
                if ((dx * dx) + (dy * dy) <= radius * radius)
                    luminance[(y * size.Width) + x] = (float)shade;
            }
        }
    }
}
