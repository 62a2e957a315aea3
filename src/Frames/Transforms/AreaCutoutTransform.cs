using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>The area is uniform between the shares; a frame so long that the square would not fit gets the largest that does.</summary>
internal sealed class AreaCutoutTransform(double minShare, double maxShare) : ClipTransform
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"cutout-area({minShare}, {maxShare})");

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        double area = map.Target.Pixels * (minShare + ((maxShare - minShare) * random.NextDouble()));
        int side = Math.Min((int)Math.Round(Math.Sqrt(area)), Math.Min(map.Target.Width, map.Target.Height));
        int left = random.NextBelow(map.Target.Width - side + 1);
        int top = random.NextBelow(map.Target.Height - side + 1);
        return PixelSteps.Erase(map, left, top, left + side, top + side);
    }
}
