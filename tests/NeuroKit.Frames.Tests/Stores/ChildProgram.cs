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
        if (args is not ["import", var root, var store, var segmentBytes, var workers])
        {
            Console.Error.WriteLine("usage: import ROOT STORE SEGMENT_BYTES WORKERS");
            return 2;
        }

        try
        {
            Console.Out.WriteLine(Begun);
            ImportResult result = EventStore.Create(store).Import(
                EventDataset.FromFolder(root),
                new ImportOptions { SegmentBytes = long.Parse(segmentBytes, CultureInfo.InvariantCulture), Workers = int.Parse(workers, CultureInfo.InvariantCulture) },
                new Slow());
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
