using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Synthesis;

public sealed class DatasetStatisticsTests : IDisposable
{
    private readonly Datasets.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FiguresAreThoseOfTheEvents()
    {
        Write("a", "1.npy", (0, 1, 2, 1), (100, 3, 4, 1), (50, 5, 1, 0));
        Write("a", "2.npy", (1000, 9, 0, 1));
        Write("a", "3.npy");
        Write("b", "1.npy", (0, 0, 7, 0), (400, 0, 0, 0));
        EventDataset set = EventDataset.FromFolder(_folder.Path);
        var told = new List<DatasetProgress>();
        DatasetStatistics statistics = DatasetStatistics.Compute(set, new DatasetStatisticsOptions { Threads = 1 }, new Told(told));
        DatasetClassStatistics a = statistics.Classes[0];
        Assert.Equal(("a", 0, 3, 1), (a.ClassName, a.Label, a.Samples, a.EmptySamples));
        Assert.Equal((4, 0, 1, 3), (a.Events, a.MinEvents, a.MedianEvents, a.MaxEvents));
        Assert.Equal((0, 100, 100), (a.MinDurationMicroseconds, a.MedianDurationMicroseconds, a.MaxDurationMicroseconds));
        Assert.Equal(40_000, a.EventsPerSecond!.Value, 6);
        Assert.Equal(0.75, a.OnShare);
        Assert.Equal((9, 4, 1), (a.MaxX, a.MaxY, a.OutOfOrder));
        Assert.Equal((4, 6, 7, 1, null), (statistics.Overall.Samples, statistics.Overall.Events, statistics.Overall.MaxY, statistics.Overall.OutOfOrder, statistics.Overall.ClassName));
        Assert.Equal(["a/1.npy", "a/2.npy", "a/3.npy", "b/1.npy"], statistics.Samples.Select(s => s.Sample.Id));
        Assert.Equal([3, 1, 0, 2], statistics.Samples.Select(s => s.Events.Events));
        Assert.Equal(new DatasetProgress(4, 4), told[^1]);
        Assert.Null(statistics.SensorSize);
    }

    [Fact]
    public void AClassWithoutSamplesHasNothing()
    {
        Directory.CreateDirectory(_folder.Combine("cat"));
        File.WriteAllBytes(_folder.Combine("cat", "cifar10_cat_0.aedat"), Datasets.OrientationTests.Recording(100));
        DatasetStatistics statistics = DatasetStatistics.Compute(Catalog.Cifar10Dvs.Open(_folder.Path));
        Assert.Equal(10, statistics.Classes.Count);
        Assert.Equal((0, 0L, null), (statistics.Classes[0].Samples, statistics.Classes[0].Events, statistics.Classes[0].MaxX));
        Assert.Equal(1, statistics.Classes[3].Samples);
        Assert.Equal(SensorSize.Dvs128, statistics.SensorSize);
    }

    [Fact]
    public void TheFirstRecordingThatCannotBeReadIsTheError()
    {
        Write("a", "1.npy", (0, 1, 2, 1));
        File.WriteAllText(_folder.Combine("a", "2.npy"), "no array");
        File.WriteAllText(_folder.Combine("a", "3.npy"), "no array");
        EventFormatException error = Assert.ThrowsAny<EventFormatException>(() => DatasetStatistics.Compute(EventDataset.FromFolder(_folder.Path)));
        Assert.Contains("2.npy", error.Message, StringComparison.Ordinal);
    }

    private void Write(string folder, string name, params (long T, ushort X, ushort Y, byte P)[] events)
    {
        Directory.CreateDirectory(_folder.Combine(folder));
        using var buffer = new EventBuffer();
        foreach ((long t, ushort x, ushort y, byte p) in events)
            buffer.Add(new Event(t, x, y, p));
        EventFile.Write(_folder.Combine(folder, name), buffer);
    }

    private sealed class Told(List<DatasetProgress> to) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value) => to.Add(value);
    }
}
