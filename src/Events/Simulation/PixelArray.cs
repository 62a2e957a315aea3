using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// The sensor's pixels: what each last signalled, and between which levels it stays quiet. A step compares sixteen pixels at a time with
/// those levels; only a pixel that crossed one is looked at by itself. Arrays are padded to whole vectors with pixels that never fire.
/// </summary>
internal sealed class PixelArray
{
    private static readonly int s_lanes = Vector512<float>.Count;

    private readonly DvsSimulatorOptions _options;
    private readonly float[] _onThreshold;
    private readonly float[] _offThreshold;
    private readonly float[] _upper; // level at which the next ON event comes
    private readonly float[] _lower; // and the next OFF event
    private readonly float[] _level; // signal at the end of the last step
    private readonly float _lineSlope;

    public PixelArray(int pixels, DvsSimulatorOptions options)
    {
        _options = options;
        Length = pixels;
        PaddedLength = (pixels + s_lanes - 1) / s_lanes * s_lanes;
        _onThreshold = new float[PaddedLength];
        _offThreshold = new float[PaddedLength];
        _upper = new float[PaddedLength];
        _lower = new float[PaddedLength];
        _level = new float[PaddedLength];
        float knee = (float)options.LinearBelow;
        _lineSlope = DeterministicMath.Log(knee) / knee;
        var random = new DeterministicRandom(DeterministicRandom.Derive(options.Seed, 0));
        for (int i = 0; i < pixels; i++)
        {
            _onThreshold[i] = Draw(options.OnThreshold);
            _offThreshold[i] = Draw(options.OffThreshold);
        }

        float Draw(double nominal)
            => (float)Math.Max(DvsSimulatorOptions.MinimumThreshold, nominal + (options.ThresholdSigma * random.NextGaussian()));
    }

    public int Length { get; }

    /// <summary>Length that a luminance array must have; what lies behind <see cref="Length"/> is 0.</summary>
    public int PaddedLength { get; }

    /// <summary>Every pixel has signalled what it sees now.</summary>
    public void Begin(ReadOnlySpan<float> luminance)
    {
        ref float light = ref MemoryMarshal.GetReference(luminance);
        for (int i = 0; i < PaddedLength; i += s_lanes)
            Respond(Vector512.LoadUnsafe(ref light, (nuint)i)).StoreUnsafe(ref _level[i]);
        for (int i = 0; i < PaddedLength; i++)
        {
            _upper[i] = i < Length ? _level[i] + _onThreshold[i] : float.PositiveInfinity;
            _lower[i] = i < Length ? _level[i] - _offThreshold[i] : float.NegativeInfinity;
        }
    }

    /// <summary>Goes on to a new picture; the signals run straight from the last one to this.</summary>
    /// <param name="luminance">What the pixels see at the step's end.</param>
    /// <param name="durationMicroseconds">The step.</param>
    /// <param name="found">Takes the crossings, in the order of the pixels.</param>
    public void Step(ReadOnlySpan<float> luminance, long durationMicroseconds, CandidateList found)
    {
        ref float light = ref MemoryMarshal.GetReference(luminance);
        ref float level = ref MemoryMarshal.GetReference(_level.AsSpan());
        ref float upper = ref MemoryMarshal.GetReference(_upper.AsSpan());
        ref float lower = ref MemoryMarshal.GetReference(_lower.AsSpan());
        for (int i = 0; i < PaddedLength; i += s_lanes)
        {
            Vector512<float> now = Respond(Vector512.LoadUnsafe(ref light, (nuint)i));
            Vector512<float> rises = Vector512.GreaterThanOrEqual(now, Vector512.LoadUnsafe(ref upper, (nuint)i));
            Vector512<float> falls = Vector512.LessThanOrEqual(now, Vector512.LoadUnsafe(ref lower, (nuint)i));
            ulong fired = Vector512.ExtractMostSignificantBits(rises | falls);
            for (; fired != 0; fired &= fired - 1)
            {
                int lane = BitOperations.TrailingZeroCount(fired);
                Cross(i + lane, now.GetElement(lane), durationMicroseconds, found);
            }

            now.StoreUnsafe(ref level, (nuint)i);
        }
    }

    // All levels that the straight line from the pixel's last signal to this one crosses, each at its time.
    private void Cross(int pixel, float now, long durationMicroseconds, CandidateList found)
    {
        float before = _level[pixel];
        double microsecondsPerUnit = durationMicroseconds / ((double)now - before);
        float on = _onThreshold[pixel];
        float off = _offThreshold[pixel];
        if (now > before)
        {
            float next = _upper[pixel];
            float signalled;
            do
            {
                found.Add(Round((next - (double)before) * microsecondsPerUnit), pixel, 1);
                signalled = next;
                next += on;
            }
            while (now >= next);
            _upper[pixel] = next;
            _lower[pixel] = signalled - off;
        }
        else
        {
            float next = _lower[pixel];
            float signalled;
            do
            {
                found.Add(Round((next - (double)before) * microsecondsPerUnit), pixel, 0);
                signalled = next;
                next -= off;
            }
            while (now <= next);
            _lower[pixel] = next;
            _upper[pixel] = signalled + on;
        }

        static long Round(double microseconds) => (long)(microseconds + 0.5);
    }

    private Vector512<float> Respond(Vector512<float> luminance)
    {
        if (_options.Response == PhotoreceptorResponse.Logarithmic)
            return DeterministicMath.Log(luminance + Vector512.Create((float)_options.LogOffset));
        Vector512<float> levels = luminance * Vector512.Create(255f);
        Vector512<float> knee = Vector512.Create((float)_options.LinearBelow);
        return Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(levels, knee),
            levels * Vector512.Create(_lineSlope),
            DeterministicMath.Log(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(levels, knee), knee, levels)));
    }
}
