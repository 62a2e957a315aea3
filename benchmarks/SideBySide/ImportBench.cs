using NeuroKit.Frames.Stores;

namespace NeuroKit.SideBySide;

/// <summary>Recordings into an event store, from a folder and straight from zips, by one thread and by two, turn about.</summary>
internal sealed class ImportBench(string folder, DataBenchInputs recordings, BenchCases cases)
{
    private const double LimitMilliseconds = 18;
    private const double TwoThreads = 1.6;
    private const int Rounds = 5;

    public void Run()
    {
        Measure("import-aedat2", () => recordings.Folder);
        Measure("import-zip-aedat2", () => recordings.Zips);
    }

    private void Measure(string what, Func<string> source)
    {
        string oneName = what + "-200k-a-recording-one-thread-over-18ms";
        string twoName = what + "-200k-a-recording-two-threads-over-one";
        bool one = cases.Begin(oneName);
        bool two = cases.Begin(twoName);
        if (!one && !two)
            return;
        string from = source();
        var alone = new List<double>();
        var together = new List<double>();
        ImportAnew(from, 1); // compiles
        ImportAnew(from, 2);
        for (int round = 0; round < Rounds; round++)
        {
            alone.Add(ImportAnew(from, 1));
            if (two)
                together.Add(ImportAnew(from, 2));
        }

        double single = BenchTimer.Median(alone);
        if (one)
            cases.AddLimit(oneName, single, LimitMilliseconds);
        if (two)
            cases.AddScaling(twoName, BenchTimer.Median(together), single, TwoThreads);
    }

    // Milliseconds a recording, from finding the files to the flush to disk and the renaming of the whole set.
    private double ImportAnew(string from, int workers)
    {
        string path = Path.Combine(folder, "import-store");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        EventStore store = EventStore.Create(path);
        double all = BenchTimer.Milliseconds(() => store.ImportFrom(DataBenchInputs.Manifest, [from], new ImportOptions { Workers = workers }));
        Directory.Delete(path, recursive: true);
        return all / DataBenchInputs.Recordings;
    }
}
