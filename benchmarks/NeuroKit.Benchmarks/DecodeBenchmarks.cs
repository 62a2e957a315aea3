using BenchmarkDotNet.Attributes;
using NeuroKit.Events;

namespace NeuroKit.Benchmarks;

/// <summary>
/// WHY: how fast each format decodes to columns. WHAT: 200,000 events, bytes in memory, one reused buffer. WHAT NOT: files, binning.
/// </summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private readonly EventBuffer _chunk = new();
    private byte[] _file = null!;
    private EventFormat _format = null!;

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    public static IEnumerable<string> Formats => EventFormats.Default.Writable.Select(f => f.Name);

    [GlobalSetup]
    public void Setup()
    {
        _format = EventFormats.Default.Get(Format);
        using EventBuffer events = Recordings.Uniform(200_003, SensorSize.Dvs128);
        _file = Recordings.File(Format, events, SensorSize.Dvs128);
    }

    [GlobalCleanup]
    public void Cleanup() => _chunk.Dispose();

    [Benchmark]
    public long Decode()
    {
        using EventReader reader = EventFile.Open(_file, null, new EventReadOptions { Format = _format.Name });
        long events = 0;
        for (int read; (read = reader.Read(_chunk)) > 0;)
            events += read;
        return events;
    }
}
