using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Evenly along a straight line through the middle.</summary>
/// <param name="x">How far to the right in all, in pixels of the picture.</param>
/// <param name="y">How far down in all.</param>
/// <param name="durationMicroseconds">How long it takes, at least 1.</param>
internal sealed class DriftPath(double x, double y, long durationMicroseconds) : ImagePath
{
    public override long DurationMicroseconds => durationMicroseconds;

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"drift of {x}, {y} pixels in {durationMicroseconds} us");

    public override PathOffset OffsetAt(long timeMicroseconds)
    {
        double u = ((double)timeMicroseconds / durationMicroseconds) - 0.5;
        return new PathOffset(x * u, y * u);
    }
}
