using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Tests.Simulation;

/// <summary>A straight line at even speed.</summary>
internal sealed class LinearPath(double fromX, double fromY, double toX, double toY, long durationMicroseconds) : ImagePath
{
    public override long DurationMicroseconds => durationMicroseconds;

    public override string Description => $"line {fromX},{fromY} {toX},{toY}";

    public override PathOffset OffsetAt(long timeMicroseconds)
    {
        double u = (double)timeMicroseconds / durationMicroseconds;
        return new PathOffset(fromX + (u * (toX - fromX)), fromY + (u * (toY - fromY)));
    }
}
