using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class ResizeTransform(SensorSize size) : ClipTransform
{
    public override string Name => $"resize({size})";

    public override SensorSize OutputSize(SensorSize input) => size;

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
        => map.Target == size ? map
            : PixelSteps.Separable(map, size, x => (int)((long)x * map.Target.Width / size.Width), y => (int)((long)y * map.Target.Height / size.Height));
}
