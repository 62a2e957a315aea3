using System.Globalization;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>What tests run in a process of its own: an import, which says when it begins, how far it is, and what came of it.</summary>
internal static class ChildProgram
{
    public const string Begun = "begun";
    public const string Done = "done ";

    private static int Main(string[] args)
    {
        if (args is not [.. ["import", _, _] or ["import-from", _, _, _], var segmentBytes, var workers])
        {
            Console.Error.WriteLine("usage: import ROOT STORE SEGMENT_BYTES WORKERS; import-from MANIFEST ARCHIVE STORE SEGMENT_BYTES WORKERS");
            return 2;
        }

        var options = new ImportOptions
        {
            SegmentBytes = long.Parse(segmentBytes, CultureInfo.InvariantCulture),
            Workers = int.Parse(workers, CultureInfo.InvariantCulture),
        };
        try
        {
            Console.Out.WriteLine(Begun);
            ImportResult result = args[0] == "import"
                ? EventStore.Create(args[2]).Import(EventDataset.FromFolder(args[1]), options, new Slow())
                : EventStore.Create(args[3]).ImportFrom(DatasetManifest.Load(args[1]), [args[2]], options, progress: new Slow());
            Console.Out.WriteLine($"{Done}{result.Set.Key} {result.WasPresent} {result.Resumed}");
            return 0;
        }
        catch (Exception e) when (e is IOException or StoreException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    // Small recordings would be through before anybody can end the process in between.
    private sealed class Slow : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => Thread.Sleep(1);
    }
}
