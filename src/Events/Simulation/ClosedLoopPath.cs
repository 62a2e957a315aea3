using System.Globalization;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// CIFAR10-DVS's repeated closed-loop smooth movement (H. Li et al., "CIFAR10-DVS: an event-stream dataset for object classification", Front.
/// Neurosci. 11:309, 2017): at even speed along four diagonals, up and right, down and right, down and left, up and left, back where it
/// began; several times.
/// </summary>
public sealed class ClosedLoopPath : ImagePath
{
    private readonly double _step;
    private readonly long _segment;
    private readonly int _loops;

    /// <summary>Makes a path.</summary>
    /// <param name="stepPixels">How far a diagonal leads along each axis, in pixels of the picture, 0 … 10,000.</param>
    /// <param name="segmentMicroseconds">Duration of one diagonal, 1 µs … 1 hour.</param>
    /// <param name="loops">How many times round, 1 … 1,000.</param>
    public ClosedLoopPath(double stepPixels, long segmentMicroseconds, int loops)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stepPixels, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentMicroseconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segmentMicroseconds, 3_600_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(loops, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(loops, 1000);
        _step = stepPixels;
        _segment = segmentMicroseconds;
        _loops = loops;
    }

    /// <summary>CIFAR10-DVS's: six loops of four diagonals of 50 ms, 1.2 s; 10 pixels each of pictures shown 16 times enlarged.</summary>
    public static ClosedLoopPath Cifar10Dvs { get; } = new(0.625, 50_000, 6);

    /// <inheritdoc/>
    public override long DurationMicroseconds => 4 * _segment * _loops;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"closed loop: diagonals of {_step} pixels, {_loops} x 4 x {_segment} us");

    /// <inheritdoc/>
    public override PathOffset OffsetAt(long timeMicroseconds)
    {
        long time = Math.Clamp(timeMicroseconds, 0, DurationMicroseconds);
        double u = (double)(time % _segment) / _segment;
        // The middle of the loop is the sensor's middle: x goes −1 … 1, y 0 … −1 … 1 … 0, in steps.
        (double x, double y) = (time / _segment % 4) switch
        {
            0 => (u - 1, -u),
            1 => (u, u - 1),
            2 => (1 - u, u),
            _ => (-u, 1 - u),
        };
        return new PathOffset(_step * x, _step * y);
    }
}
