using System.Diagnostics;
using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.SideBySide;

/// <summary>
/// WHY: the claim is "as fast as C". WHAT: bytes in the page cache → frames or columns, ours and the C floor's turn about in one run,
/// medians. WHAT NOT: disks, cold caches, other people's libraries.
/// </summary>
public sealed class DecodeBench
{
    private const int Bins = 16;
    private const long Large = 20_000_000;
    private const long Small = 200_000;
    private const int SmallFileCount = 10_000;

    private static readonly (string Format, string Extension, SensorSize Size)[] s_formats =
    [
        ("aedat2", ".aedat", SensorSize.Dvs128),
        ("atis40", ".bin", SensorSize.NCaltech101),
        ("dat", ".dat", SensorSize.NCars),
        ("aedat31", ".aedat", SensorSize.Dvs128),
    ];

    private readonly BenchInputs _inputs;
    private readonly CFloor _floor;
    private readonly IProgress<string>? _progress;
    private readonly Func<string, bool> _wanted;
    private readonly List<BenchRow> _rows = [];

    private DecodeBench(string folder, Func<string, bool> wanted, IProgress<string>? progress)
    {
        Directory.CreateDirectory(folder);
        _inputs = new BenchInputs(folder);
        _floor = CFloor.Compile(folder);
        _wanted = wanted;
        _progress = progress;
    }

    /// <summary>Measures.</summary>
    /// <param name="folder">Where inputs (about 1 GB) and the floor's program are kept.</param>
    /// <param name="measurePeak">Streams a file to frames in a process of its own and gives that process's peak resident bytes.</param>
    /// <param name="only">Part of a case's name to measure alone; null measures all.</param>
    /// <param name="progress">Told what is being measured.</param>
    /// <exception cref="BenchUnavailableException">There is no C compiler.</exception>
    public static IReadOnlyList<BenchRow> Run(string folder, Func<string, long> measurePeak, string? only = null, IProgress<string>? progress = null)
    {
        var bench = new DecodeBench(folder, name => only is null || name.Contains(only, StringComparison.Ordinal), progress);
        bench.Formats();
        bench.SeveralNumbers();
        bench.SmallFiles();
        bench.TwoThreads();
        bench.Peak(measurePeak);
        return bench._rows;
    }

    /// <summary>Streams a recording to frames one by one, as <c>measurePeak</c>'s process does.</summary>
    /// <param name="path">The recording.</param>
    /// <returns>Events in the frames.</returns>
    public static long StreamToFrames(string path)
    {
        long events = 0;
        using EventReader reader = EventFile.Open(path);
        FrameBinning.ByCount(Bins).Integrate(reader, null, () =>
        {
            events = 0;
            return (frame, _) => events += frame.Events;
        });
        return events;
    }

    private void Formats()
    {
        foreach (long events in (ReadOnlySpan<long>)[Small, Large])
        {
            string tag = events == Large ? "20m" : "200k";
            foreach ((string format, string extension, SensorSize size) in s_formats)
            {
                ushort[] frames = new ushort[Bins * 2 * size.Pixels];
                double target = format == "aedat31" || events != Large ? 0.8 : 0.9;
                foreach ((string mode, FixedFrameBinning rule) in ((string, FixedFrameBinning)[])[("count", FrameBinning.ByCount(Bins)), ("time", FrameBinning.ByTime(Bins))])
                {
                    AgainstFloor($"{format}-{tag}-{mode}{Bins}", format, mode, () => _inputs.Recording(format, extension, size, events), size, target, path =>
                    {
                        using EventReader reader = EventFile.Open(path);
                        rule.ToFrames(reader, size, frames.AsSpan());
                    });
                }

                AgainstFloor($"{format}-{tag}-decode", format, "decode", () => _inputs.Recording(format, extension, size, events), size, 0.8, path =>
                {
                    using EventReader reader = EventFile.Open(path);
                    using var chunk = new EventBuffer();
                    while (reader.Read(chunk) > 0)
                    {
                    }
                });
            }
        }
    }

    private void SeveralNumbers()
    {
        const string Name = "aedat2-20m-count16-8-4-over-count16";
        if (!Begin(Name))
            return;
        string path = _inputs.Recording("aedat2", ".aedat", SensorSize.Dvs128, Large);
        MultiFrameBinning several = MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4));
        FixedFrameBinning one = FrameBinning.ByCount(16);
        (double together, double alone) = TurnAbout(5, 2,
            () =>
            {
                using EventReader reader = EventFile.Open(path);
                several.ToFrames<ushort>(reader);
            },
            () =>
            {
                using EventReader reader = EventFile.Open(path);
                one.ToFrames<ushort>(reader);
            });
        // One pass for three numbers may take 1.3 times as long as one number alone.
        _rows.Add(new BenchRow(Name, BenchKind.Scaling, together, alone, alone / together, null, 1 / 1.3));
    }

    private void SmallFiles()
    {
        const string Name = "aedat2-10000-files-of-4000-count16";
        if (!Begin(Name))
            return;
        SensorSize size = SensorSize.NMnist;
        (string[] paths, string list) = _inputs.SmallFiles(SmallFileCount, size);
        ushort[] frames = new ushort[Bins * 2 * size.Pixels];
        FixedFrameBinning rule = FrameBinning.ByCount(Bins);
        void Ours()
        {
            foreach (string path in paths)
            {
                using EventReader reader = EventFile.Open(path);
                rule.ToFrames(reader, size, frames.AsSpan());
            }
        }

        AgainstFloor(Name, "aedat2", "files", () => list, size, 0.7, _ => Ours());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ours();
        double each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)paths.Length;
        _rows.Add(new BenchRow("aedat2-10000-files-of-4000-managed-allocation-a-recording", BenchKind.Memory, null, null, null, each / 1e6, 2048 / 1e6));
    }

    private void TwoThreads()
    {
        const string Name = "aedat2-20m-count16-two-threads-over-floor-scaling";
        if (!Begin(Name))
            return;
        SensorSize size = SensorSize.Dvs128;
        string path = _inputs.Recording("aedat2", ".aedat", size, Large);
        ushort[][] frames = [new ushort[Bins * 2 * size.Pixels], new ushort[Bins * 2 * size.Pixels]];
        FixedFrameBinning rule = FrameBinning.ByCount(Bins);
        void One(int thread)
        {
            using EventReader reader = EventFile.Open(path);
            rule.ToFrames(reader, size, frames[thread].AsSpan());
        }

        var ours1 = new List<double>();
        var ours2 = new List<double>();
        var floor1 = new List<double>();
        var floor2 = new List<double>();
        for (int round = 0; round < 5; round++)
        {
            floor1.AddRange(_floor.Measure("blocks", "aedat2", "count", path, Bins, size.Width, size.Height, 1, 1, 1));
            ours1.Add(Time(() => One(0)));
            floor2.AddRange(_floor.Measure("blocks", "aedat2", "count", path, Bins, size.Width, size.Height, 1, 1, 2));
            ours2.Add(Time(() =>
            {
                var other = new Thread(() => One(1));
                other.Start();
                One(0);
                other.Join();
            }));
        }

        // Two files by two threads over one file by one: ours and the floor's own, which memory bandwidth limits as well.
        double oursScaling = 2 * Median(ours1) / Median(ours2);
        double floorScaling = 2 * Median(floor1) / Median(floor2);
        _rows.Add(new BenchRow(Name, BenchKind.Scaling, Median(ours2), Median(floor2), oursScaling / floorScaling, null, 0.9));
    }

    private void Peak(Func<string, long> measurePeak)
    {
        const string Name = "aedat2-20m-streamed-to-frames-peak";
        if (!Begin(Name))
            return;
        string path = _inputs.Recording("aedat2", ".aedat", SensorSize.Dvs128, Large);
        _rows.Add(new BenchRow(Name, BenchKind.Memory, null, null, null, measurePeak(path) / 1e6, 100));
    }

    private void AgainstFloor(string name, string format, string mode, Func<string> input, SensorSize size, double target, Action<string> ours)
    {
        if (!Begin(name))
            return;
        string path = input();
        var mine = new List<double>();
        List<double>[] floor = [.. CFloor.Styles.Select(_ => new List<double>())];
        // Short cases need more runs before the just-in-time compiler has done its work, and more for a steady median.
        bool isShort = new FileInfo(path).Length < 10_000_000 && mode != "files";
        for (int round = 0; round < (isShort ? 4 : 1); round++)
        {
            for (int i = 0; i < (isShort ? 100 : 2); i++)
                ours(path);
            if (isShort)
                Thread.Sleep(150); // tier-1 code is compiled in the background
        }

        int repeats = isShort ? 20 : 1;
        for (int round = 0; round < (isShort ? 7 : 5); round++)
        {
            for (int style = 0; style < floor.Length; style++)
                floor[style].AddRange(_floor.Measure(CFloor.Styles[style], format, mode, path, Bins, size.Width, size.Height, isShort ? 10 : 1, repeats, 1));
            for (int i = 0; i < repeats; i++)
                mine.Add(Time(() => ours(path)));
        }

        double fastest = floor.Min(Median); // the floor is the faster of its two styles
        _rows.Add(new BenchRow(name, BenchKind.Floor, Median(mine), fastest, fastest / Median(mine), null, target));
    }

    private static (double First, double Second) TurnAbout(int rounds, int warmups, Action first, Action second)
    {
        var a = new List<double>();
        var b = new List<double>();
        for (int round = 0; round < rounds + warmups; round++)
        {
            double x = Time(first);
            double y = Time(second);
            if (round < warmups)
                continue;
            a.Add(x);
            b.Add(y);
        }

        return (Median(a), Median(b));
    }

    private bool Begin(string name)
    {
        if (!_wanted(name))
            return false;
        _progress?.Report(name);
        return true;
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
