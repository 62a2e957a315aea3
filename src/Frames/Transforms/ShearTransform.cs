using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class ShearTransform(Magnitude radians) : ClipTransform
{
    public override string Name => $"shear-x({radians.Text})";

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
        => radians.Draw(random) is var angle && angle != 0 ? PixelSteps.Linear(map, 1, Math.Tan(angle), 0, 1) : map;
}
