using System.Diagnostics;
using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.SideBySide;

/// <summary>
/// WHY: HDF5 is what people have, and inflating it is what they wait for. WHAT: a file in the page cache → columns, ours against h5py's four
/// whole columns in a process of its own, or against the library's own read where there is no h5py; turn about, medians. Both keep the whole
/// columns; a row of its own streams through a small buffer and keeps nothing. WHAT NOT: disks, other filters, start-up.
/// </summary>
public static class Hdf5Bench
{
    private const long Events = 20_000_000;
    private const int Rounds = 5;
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time, h5py
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            with h5py.File(sys.argv[1], "r") as f:
                columns = [f["events"][c][()] for c in "txyp"]
            print((time.perf_counter() - start) * 1000)
        """;

    /// <summary>Measures.</summary>
    /// <param name="folder">Where inputs (about 400 MB) are kept.</param>
    /// <param name="only">Part of a case's name to measure alone; null measures all.</param>
    /// <param name="progress">Told what is being measured.</param>
    /// <returns>The rows; without an HDF5 library they have no figures, and names that say so.</returns>
    public static IReadOnlyList<BenchRow> Run(string folder, string? only = null, IProgress<string>? progress = null)
    {
        bool isAvailable = Hdf5Library.IsAvailable(out string details);
        bool hasH5py = isAvailable && File.Exists(Python) && Output("import h5py", []) is not null;
        // Beside h5py, else beside the library's own read.
        string rival = hasH5py ? "h5py" : "libhdf5-as-there-is-no-h5py";
        var rows = new List<BenchRow>();
        foreach ((string name, int level, double target) in ((string, int, double)[])[("gzip4-shuffle", 4, 1.5), ("uncompressed", 0, 1.0)])
        {
            string title = isAvailable ? $"hdf5-20m-{name}-two-threads-over-{rival}" : $"hdf5-20m-{name}-not-measured-as-there-is-no-libhdf5";
            string streamTitle = $"hdf5-20m-{name}-streamed-and-not-kept-two-threads-over-whole-columns-of-{rival}";
            bool keeps = IsWanted(title);
            bool streams = isAvailable && IsWanted(streamTitle);
            if (!keeps && !streams)
                continue;
            progress?.Report(isAvailable ? title : $"{title}: {details}");
            if (!isAvailable)
            {
                rows.Add(new BenchRow(title, BenchKind.Floor, null, null, null, null, null));
                continue;
            }

            Directory.CreateDirectory(folder);
            string path = Input(folder, level);
            var ours = new List<double>();
            var streamed = new List<double>();
            var theirs = new List<double>();
            for (int round = 0; round < Rounds + 1; round++)
            {
                double a = keeps ? Time(() => Columns(path)) : 0;
                double c = streams ? Time(() => Stream(path)) : 0;
                double b = hasH5py ? Rival(path) : Time(() => Hdf5Floor.Read(path, "/events/t", "/events/x", "/events/y", "/events/p"));
                if (round == 0)
                    continue; // the first has the code compiled and the file cached
                ours.Add(a);
                streamed.Add(c);
                theirs.Add(b);
            }

            if (keeps)
                rows.Add(new BenchRow(title, BenchKind.Floor, Median(ours), Median(theirs), Median(theirs) / Median(ours), null, target));
            if (streams)
                rows.Add(new BenchRow(streamTitle, BenchKind.Scaling, Median(streamed), Median(theirs), Median(theirs) / Median(streamed), null, null));
        }

        return rows;

        bool IsWanted(string title) => only is null || title.Contains(only, StringComparison.Ordinal);
    }

    // What h5py does: four whole columns, all of them there at the end.
    private static void Columns(string path)
    {
        using EventReader reader = Open(path);
        using EventBuffer events = reader.ReadAll();
        Require(path, events.Count);
    }

    private static void Stream(string path)
    {
        using EventReader reader = Open(path);
        using var chunk = new EventBuffer();
        while (reader.Read(chunk) > 0)
        {
        }

        Require(path, reader.EventsRead);
    }

    private static EventReader Open(string path)
        => EventFile.Open(path, new EventReadOptions { FormatOptions = [new Hdf5Options { Threads = 2 }] }, EventFormats.Default.With(Hdf5Format.Instance));

    private static void Require(string path, long events)
    {
        if (events != Events)
            throw new InvalidOperationException($"{path}: {events} events instead of {Events}");
    }

    private static string Input(string folder, int level)
    {
        string path = Path.Combine(folder, $"hdf5-{Events}-level{level}.h5");
        if (File.Exists(path))
            return path;
        EventFormats formats = EventFormats.Default.With(Hdf5Format.Instance);
        string plain = new BenchInputs(folder).Recording("aedat2", ".aedat", SensorSize.Dvs128, Events);
        using EventReader reader = EventFile.Open(plain);
        using EventWriter writer = EventFile.Create(path, new EventWriteOptions { FormatOptions = [new Hdf5WriteOptions { Level = level }] }, formats);
        EventConverter.Convert(reader, writer);
        return path;
    }

    // The second of two, so that neither the interpreter's start nor a first allocation is in it.
    private static double Rival(string path)
        => double.Parse(Output(Script, [path, "2"])?.Trim().Split('\n')[^1] ?? throw new BenchUnavailableException("h5py fails"), CultureInfo.InvariantCulture);

    private static string? Output(string script, string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-I", "-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
        return process.ExitCode == 0 ? output : null;
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
