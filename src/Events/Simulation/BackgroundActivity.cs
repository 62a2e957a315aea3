namespace NeuroKit.Events.Simulation;

/// <summary>
/// Events that no light caused: a Poisson process over the whole sensor, so exponential waits between events of any pixel, each at a pixel and
/// of a polarity drawn evenly. It leaves what the pixels remember alone.
/// </summary>
internal sealed class BackgroundActivity
{
    private readonly DvsSimulatorOptions _options;
    private readonly DeterministicRandom _random = new(0);
    private readonly int _pixels;
    private readonly double _meanWaitMicroseconds;
    private double _next;

    public BackgroundActivity(int pixels, DvsSimulatorOptions options)
    {
        _options = options;
        _pixels = pixels;
        _meanWaitMicroseconds = 1e6 / (options.NoiseHertzPerPixel * pixels);
    }

    public void Begin(ulong recording)
    {
        _random.Reset(DeterministicRandom.Derive(DeterministicRandom.Derive(_options.Seed, 1), recording));
        _next = _options.NoiseHertzPerPixel > 0 ? Wait() : double.PositiveInfinity;
    }

    /// <summary>Adds the events of a step.</summary>
    /// <param name="start">The step's start, in microseconds since the recording's.</param>
    /// <param name="end">The step's end, not itself inside.</param>
    /// <param name="into">Takes the events.</param>
    public void AddUntil(long start, long end, CandidateList into)
    {
        while (_next < end)
        {
            ulong bits = _random.Next();
            into.Add((long)_next - start, _random.NextBelow(_pixels), (int)(bits >> 63));
            _next += Wait();
        }
    }

    private double Wait() => _random.NextExponential() * _meanWaitMicroseconds;
}
