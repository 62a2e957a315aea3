using System.Globalization;
using System.IO.Compression;
using NeuroKit.Events.Datasets;

namespace NeuroKit.SideBySide;

/// <summary>A zip of as many recordings as N-MNIST has: the time until its samples are known, from its directory and from the kept index.</summary>
internal sealed class IndexBench(string folder, BenchCases cases)
{
    private const string HomeVariable = "NEUROKIT_HOME";
    private const int TrainMembers = 60_000;
    private const int TestMembers = 10_000;
    private const double ColdLimitMilliseconds = 1000;
    private const double CachedLimitMilliseconds = 50;
    private const int Rounds = 7;

    public void Run()
    {
        const string ColdName = "index-zip-70k-members-cold-over-1s";
        const string CachedName = "index-zip-70k-members-cached-over-50ms";
        bool cold = cases.Begin(ColdName);
        bool cached = cases.Begin(CachedName);
        if (!cold && !cached)
            return;
        string zip = Zip();
        string home = Path.Combine(folder, "index-home");
        string? before = Environment.GetEnvironmentVariable(HomeVariable);
        Environment.SetEnvironmentVariable(HomeVariable, home); // where indices are kept
        try
        {
            List<double> first = [];
            List<double> again = [];
            for (int round = 0; round < Rounds + 2; round++)
            {
                if (Directory.Exists(home))
                    Directory.Delete(home, recursive: true);
                double a = Open(zip);
                double b = Open(zip);
                if (round < 2)
                    continue; // compiles
                first.Add(a);
                again.Add(b);
            }

            if (cold)
                cases.AddLimit(ColdName, BenchTimer.Median(first), ColdLimitMilliseconds);
            if (cached)
                cases.AddLimit(CachedName, BenchTimer.Median(again), CachedLimitMilliseconds);
        }
        finally
        {
            Environment.SetEnvironmentVariable(HomeVariable, before);
        }
    }

    private static double Open(string zip)
        => BenchTimer.Milliseconds(() =>
        {
            EventDataset dataset = Catalog.NMnist.Open(zip);
            if (dataset.Count != TrainMembers + TestMembers)
                throw new InvalidOperationException($"{zip}: {dataset.Count} samples instead of {TrainMembers + TestMembers}");
        });

    private string Zip()
    {
        string path = Path.Combine(folder, "members-70k.zip");
        if (File.Exists(path))
            return path;
        string temporary = path + ".tmp";
        File.Delete(temporary);
        byte[] events = [3, 4, 0, 0, 9, 5, 6, 0x80, 1, 2];
        using (ZipArchive zip = ZipFile.Open(temporary, ZipArchiveMode.Create))
        {
            foreach ((string part, int members) in new[] { ("Train", TrainMembers), ("Test", TestMembers) })
            {
                for (int i = 0; i < members; i++)
                {
                    using Stream member = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{part}/{i % 10}/{i + 1:D5}.bin"), CompressionLevel.NoCompression).Open();
                    member.Write(events);
                }
            }
        }

        // An index is kept only where a change would show in the file's time.
        File.SetLastWriteTimeUtc(temporary, DateTime.UtcNow.AddMinutes(-1));
        File.Move(temporary, path);
        return path;
    }
}
