using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;

namespace NeuroKit.SideBySide;

/// <summary>Training samples of T = 16 in batches of 16 by one thread: binned from stored events, and from stored frames.</summary>
internal sealed class SampleBench(string folder, DataBenchInputs recordings, BenchCases cases)
{
    private const int Bins = 16;
    private const double LimitMilliseconds = 1;
    private const int Epochs = 14;
    private const int CompilingEpochs = 4;

    public void Run()
    {
        const string EventsName = "sample-t16-from-event-store-over-1ms";
        const string FramesName = "sample-t16-from-frame-store-over-1ms";
        const string BothName = "sample-t16-frame-store-over-event-store";
        const string MultiName = "sample-t16-8-4-from-event-store-over-t16";
        bool[] wanted = [cases.Begin(EventsName), cases.Begin(FramesName), cases.Begin(BothName), cases.Begin(MultiName)];
        if (!wanted.Contains(true))
            return;
        EventStore store = EventStore.Create(Path.Combine(folder, "sample-store"));
        FixedFrameBinning rule = FrameBinning.ByCount(Bins);
        EventDataset events = store.Import(EventDataset.FromFolder(recordings.Folder, DataBenchInputs.Manifest)).Dataset;
        EventDataset frames = store.ImportFrames(events, rule).Dataset;
        var options = new FrameLoaderOptions { Workers = 0, BatchSize = 16, Shuffle = true };
        var several = MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4));
        double[] times = TurnAbout([new FrameLoader(events, rule, options), new FrameLoader(frames, rule, options), new FrameLoader(events, several, options)]);
        if (wanted[0])
            cases.AddLimit(EventsName, times[0], LimitMilliseconds);
        if (wanted[1])
            cases.AddLimit(FramesName, times[1], LimitMilliseconds);
        if (wanted[2])
            cases.AddScaling(BothName, times[1], times[0]);
        if (wanted[3])
            cases.AddScaling(MultiName, times[2], times[0]);
    }

    // Milliseconds a sample, the batch's assembly included; epochs turn about.
    private static double[] TurnAbout(FrameLoader[] loaders)
    {
        List<double>[] times = [.. loaders.Select(_ => new List<double>())];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            for (int i = 0; i < loaders.Length; i++)
            {
                double all = BenchTimer.Milliseconds(() =>
                {
                    foreach (FrameBatch batch in loaders[i].Epoch(epoch))
                        batch.Dispose();
                });
                if (epoch >= CompilingEpochs)
                    times[i].Add(all / loaders[i].Count);
            }
        }

        return [.. times.Select(t => BenchTimer.Median(t))];
    }
}
