using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Loading;

/// <summary>A data set of small recordings on disk, which are kept in memory too.</summary>
internal sealed class RecordingFolder : IDisposable
{
    public static readonly SensorSize Size = new(9, 7);

    private readonly TemporaryFolder _folder = new();
    private EventDataset? _dataset;

    /// <summary>The events of each recording, by its place in the data set.</summary>
    public List<EventBuffer> Events { get; } = [];

    public EventDataset Dataset => _dataset ??= EventDataset.FromFolder(_folder.Path);

    public string Path => _folder.Path;

    /// <summary>Recordings in two classes, each of another number of events.</summary>
    public static RecordingFolder Of(int recordings, int seed = 1)
    {
        var folder = new RecordingFolder();
        var random = new Random(seed);
        for (int i = 0; i < recordings; i++)
        {
            var events = new EventBuffer();
            long t = 0;
            int count = 20 + (i * 13 % 90);
            for (int n = 0; n < count; n++)
            {
                t += random.Next(40);
                events.Add(new Event(t, (ushort)random.Next(Size.Width), (ushort)random.Next(Size.Height), (byte)random.Next(2)));
            }

            folder.Add(i < recordings / 2 ? "a" : "b", $"{i:D3}", events);
        }

        return folder;
    }

    /// <summary>Adds a recording; classes and names must come in ordinal order.</summary>
    public void Add(string className, string name, EventBuffer events, SensorSize? size = null)
    {
        string folder = System.IO.Path.Combine(_folder.Path, className);
        Directory.CreateDirectory(folder);
        EventFile.Write(System.IO.Path.Combine(folder, name + ".aedat"), events, new EventWriteOptions { Format = "aedat2", SensorSize = size ?? Size });
        Events.Add(events);
    }

    /// <summary>Adds a recording of some events of one pixel.</summary>
    public void AddPixel(string className, string name, params int[] eventsAtTime)
    {
        var events = new EventBuffer();
        for (int t = 0; t < eventsAtTime.Length; t++)
        {
            for (int n = 0; n < eventsAtTime[t]; n++)
                events.Add(new Event(t * 100, 2, 1, 1));
        }

        Add(className, name, events);
    }

    public void Dispose()
    {
        Events.ForEach(e => e.Dispose());
        _folder.Dispose();
    }
}
