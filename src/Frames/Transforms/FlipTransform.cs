using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>x' = W − 1 − x, for a share of the clips.</summary>
internal sealed class FlipTransform(double probability) : ClipTransform
{
    public override string Name => probability == 0.5 ? "flip" : string.Create(CultureInfo.InvariantCulture, $"flip({probability})");

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
        => random.NextDouble() < probability ? PixelSteps.Separable(map, map.Target, x => map.Target.Width - 1 - x, y => y) : map;
}
