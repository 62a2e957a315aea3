using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class IdentityTransform : ClipTransform
{
    public override string Name => "identity";

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random) => map;
}
