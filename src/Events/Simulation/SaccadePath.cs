using System.Globalization;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// Three saccades of equal duration round an isosceles triangle whose base and height are equal, as N-MNIST and N-Caltech101 were recorded
/// (G. Orchard et al., "Converting static image datasets to spiking neuromorphic datasets using saccades", Front. Neurosci. 9:437, 2015):
/// from the upper left corner to the middle below, to the upper right corner and back. Each saccade accelerates evenly for one half of its
/// time and brakes evenly for the other, so events crowd in its middle.
/// </summary>
public sealed class SaccadePath : ImagePath
{
    private readonly double _amplitude;
    private readonly long _saccade;

    /// <summary>Makes a path.</summary>
    /// <param name="amplitudePixels">Base and height of the triangle in pixels of the picture, 0 … 10,000.</param>
    /// <param name="saccadeMicroseconds">Duration of one saccade, 2 µs … 1 hour.</param>
    public SaccadePath(double amplitudePixels, long saccadeMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amplitudePixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amplitudePixels, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(saccadeMicroseconds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(saccadeMicroseconds, 3_600_000_000);
        _amplitude = amplitudePixels;
        _saccade = saccadeMicroseconds;
    }

    /// <summary>N-MNIST's: 100 ms a saccade; its one degree is 5 pixels on the sensor, which is what the recordings show.</summary>
    public static SaccadePath NMnist { get; } = new(5, 100_000);

    /// <inheritdoc/>
    public override long DurationMicroseconds => 3 * _saccade;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"saccades: triangle of {_amplitude} pixels, 3 x {_saccade} us");

    /// <inheritdoc/>
    public override PathOffset OffsetAt(long timeMicroseconds)
    {
        long time = Math.Clamp(timeMicroseconds, 0, DurationMicroseconds);
        int saccade = (int)Math.Min(time / _saccade, 2);
        double u = (double)(time - (saccade * _saccade)) / _saccade;
        double way = u < 0.5 ? 2 * u * u : 1 - (2 * (1 - u) * (1 - u));
        PathOffset from = Corner(saccade);
        PathOffset to = Corner((saccade + 1) % 3);
        return new PathOffset(from.X + (way * (to.X - from.X)), from.Y + (way * (to.Y - from.Y)));
    }

    private PathOffset Corner(int index)
    {
        double half = _amplitude / 2;
        return index switch
        {
            0 => new PathOffset(-half, -half),
            1 => new PathOffset(0, half),
            _ => new PathOffset(half, -half),
        };
    }
}
