using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class RotateTransform(Magnitude degrees) : ClipTransform
{
    public override string Name => $"rotate({degrees.Text})";

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        double angle = degrees.Draw(random) * Math.PI / 180;
        // Rows run downwards: counter-clockwise, as seen, what was below comes to the right.
        (double sin, double cos) = Math.SinCos(angle);
        return angle != 0 ? PixelSteps.Linear(map, cos, -sin, sin, cos) : map;
    }
}
