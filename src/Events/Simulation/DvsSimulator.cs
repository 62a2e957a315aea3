using System.Diagnostics;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// Plays an event camera: a pixel signals ON or OFF whenever the logarithm of the light on it has risen or fallen by its threshold since its
/// last signal. Between two pictures the logarithm is taken to be a straight line, and every crossing on it becomes an event at its time,
/// several a step if need be. Thresholds differ between pixels, a pixel is silent for a while after an event, and noise is added. After ESIM
/// (H. Rebecq, D. Gehrig, D. Scaramuzza, "ESIM: an open event camera simulator", CoRL 2018) and v2e (Y. Hu, S.-C. Liu, T. Delbruck, "v2e:
/// from video frames to realistic DVS events", CVPRW 2021).
/// <para>The same options, recording number and input give the same events on every machine. Not thread-safe: one simulator a thread.</para>
/// </summary>
[DebuggerDisplay("{Size}")]
public sealed class DvsSimulator
{
    private const int MaxPixels = 1 << 26;
    private const long Never = long.MinValue / 2;

    private readonly PixelArray _pixels;
    private readonly BackgroundActivity _noise;
    private readonly ImageSampler _sampler;
    private readonly CandidateList _candidates = new();
    private readonly float[] _luminance;
    private readonly long[] _lastEvent;
    private bool _begun;
    private long _start;
    private long _time;

    /// <summary>Makes a sensor.</summary>
    /// <param name="size">Its size, at most 67 million pixels.</param>
    /// <param name="options">Its properties; default <see cref="DvsSimulatorOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Options are outside their ranges.</exception>
    public DvsSimulator(SensorSize size, DvsSimulatorOptions? options = null)
    {
        Options = options ?? DvsSimulatorOptions.Default;
        Options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Pixels, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Pixels, MaxPixels, nameof(size));
        Size = size;
        _pixels = new PixelArray((int)size.Pixels, Options);
        _noise = new BackgroundActivity((int)size.Pixels, Options);
        _sampler = new ImageSampler(size);
        _luminance = new float[_pixels.PaddedLength];
        _lastEvent = new long[size.Pixels];
        Reset();
    }

    /// <summary>The sensor's size.</summary>
    public SensorSize Size { get; }

    /// <summary>The sensor's properties.</summary>
    public DvsSimulatorOptions Options { get; }

    /// <summary>Records a picture that moves: from time 0 to the path's end.</summary>
    /// <param name="scene">The picture and its path.</param>
    /// <param name="recording">Number of the recording: the sensor stays the same, the noise is another.</param>
    /// <returns>The events in order of time; the caller disposes the buffer.</returns>
    public EventBuffer Simulate(MovingImage scene, ulong recording = 0)
    {
        var events = new EventBuffer();
        try
        {
            Simulate(scene, events, recording);
            return events;
        }
        catch
        {
            events.Dispose();
            throw;
        }
    }

    /// <summary>Records a picture that moves and appends the events to a buffer.</summary>
    /// <param name="scene">The picture and its path.</param>
    /// <param name="into">Takes the events in order of time.</param>
    /// <param name="recording">Number of the recording: the sensor stays the same, the noise is another.</param>
    public void Simulate(MovingImage scene, EventBuffer into, ulong recording = 0)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(into);
        Check(scene);
        _sampler.Load(scene);
        Reset(recording);
        long end = scene.Path.DurationMicroseconds;
        long time = 0;
        while (true)
        {
            _sampler.Draw(scene.Path.OffsetAt(time), _luminance.AsSpan(0, _pixels.Length));
            Advance(time, into);
            if (time == end)
                break;
            time = Math.Min(time + Options.StepMicroseconds, end);
        }
    }

    /// <summary>Forgets what was seen: the next picture begins a recording.</summary>
    /// <param name="recording">Number of the recording: the sensor stays the same, the noise is another.</param>
    public void Reset(ulong recording = 0)
    {
        _begun = false;
        _lastEvent.AsSpan().Fill(Never);
        _noise.Begin(recording);
    }

    /// <summary>
    /// Shows the next of a row of rendered pictures. The first after <see cref="Reset"/> is what the pixels begin with and makes no event.
    /// </summary>
    /// <param name="luminance">Width × height luminances, row by row from the top, 0 … 10⁹; 1 is white.</param>
    /// <param name="timeMicroseconds">The picture's time, 0 … 2⁶⁰ µs, later than the last picture's by at most <see cref="DvsSimulatorOptions.MaximumStepMicroseconds"/>.</param>
    /// <param name="into">Takes the events since the last picture in order of time.</param>
    /// <exception cref="ArgumentException">The picture has another size or wrong luminances, or its time is out of order.</exception>
    public void AddFrame(ReadOnlySpan<float> luminance, long timeMicroseconds, EventBuffer into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (luminance.Length != _pixels.Length)
            throw new ArgumentException($"A picture for a sensor of {Size} has {_pixels.Length} luminances; {luminance.Length} were given.", nameof(luminance));
        ArgumentOutOfRangeException.ThrowIfNegative(timeMicroseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeMicroseconds, 1L << 60);
        if (_begun && (timeMicroseconds <= _time || timeMicroseconds - _time > DvsSimulatorOptions.MaximumStepMicroseconds))
        {
            throw new ArgumentOutOfRangeException(
                nameof(timeMicroseconds), timeMicroseconds, $"A picture comes after the last one, which was at {_time} µs, by at most 2^30 µs.");
        }

        LuminanceCheck.Check(luminance, nameof(luminance));
        luminance.CopyTo(_luminance);
        Advance(timeMicroseconds, into);
    }

    private void Advance(long time, EventBuffer into)
    {
        if (!_begun)
        {
            _begun = true;
            _start = _time = time;
            _pixels.Begin(_luminance);
            return;
        }

        _candidates.Clear();
        _pixels.Step(_luminance, time - _time, _candidates);
        _noise.AddUntil(_time - _start, time - _start, _candidates);
        _candidates.Sort();
        Emit(into);
        _time = time;
    }

    private void Emit(EventBuffer into)
    {
        into.EnsureFree(_candidates.Count);
        EventColumns free = into.FreeColumns();
        int width = Size.Width;
        int kept = 0;
        for (int i = 0; i < _candidates.Count; i++)
        {
            ulong key = _candidates[i];
            int pixel = CandidateList.Pixel(key);
            long t = _time + CandidateList.TimeInStep(key);
            if (t - _lastEvent[pixel] < Options.RefractoryMicroseconds)
                continue;
            _lastEvent[pixel] = t;
            int y = pixel / width;
            free.T[kept] = t;
            free.X[kept] = (ushort)(pixel - (y * width));
            free.Y[kept] = (ushort)y;
            free.P[kept] = CandidateList.Polarity(key);
            kept++;
        }

        into.Advance(kept);
    }

    private static void Check(MovingImage scene)
    {
        ArgumentNullException.ThrowIfNull(scene.Image, nameof(scene));
        ArgumentNullException.ThrowIfNull(scene.Path, nameof(scene));
        if (!(scene.Scale is >= 0.001 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(scene), scene.Scale, "A picture's scale is 0.001 … 1,000.");
        LuminanceCheck.Check([scene.Background], nameof(scene));
        if (scene.Path.DurationMicroseconds < 1)
            throw new ArgumentException($"The path lasts {scene.Path.DurationMicroseconds} µs; expected at least 1.", nameof(scene));
    }
}
