using BenchmarkDotNet.Attributes;
using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Benchmarks;

/// <summary>
/// WHY: where the time of binning goes, rule by rule. WHAT: events in memory → frames, 200,000 events of a DVS128; the baseline is the plain
/// loop a user would write. WHAT NOT: decoding (see <see cref="DecodeBenchmarks"/>), C (see <c>./neurokit bench decode</c>).
/// </summary>
[MemoryDiagnoser]
public class BinningBenchmarks
{
    private static readonly SensorSize s_size = SensorSize.Dvs128;
    private readonly MultiFrameBinning _exact = MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4));
    private EventBuffer _events = null!;
    private ushort[] _frames = null!;

    [GlobalSetup]
    public void Setup()
    {
        _events = Recordings.Uniform(200_003, s_size);
        _frames = new ushort[16 * 2 * s_size.Pixels];
    }

    [GlobalCleanup]
    public void Cleanup() => _events.Dispose();

    [Benchmark(Baseline = true)]
    public void PlainLoop()
    {
        Array.Clear(_frames);
        EventSpan events = _events;
        int each = events.Length / 16;
        for (int i = 0; i < events.Length; i++)
        {
            int bin = Math.Min(i / each, 15);
            _frames[(((bin * 2) + events.P[i]) * s_size.Height + events.Y[i]) * s_size.Width + events.X[i]]++;
        }
    }

    [Benchmark]
    public void ByCount() => FrameBinning.ByCount(16).ToFrames(_events.Span, s_size, _frames.AsSpan());

    [Benchmark]
    public void ByTime() => FrameBinning.ByTime(16).ToFrames(_events.Span, s_size, _frames.AsSpan());

    [Benchmark]
    public void ThreeNumbersAtOnce() => _exact.ToFrames<ushort>(_events.Span, s_size);
}
