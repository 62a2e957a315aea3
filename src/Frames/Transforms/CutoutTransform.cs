using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>Pixels c − ⌊n/2⌋ … c − ⌊n/2⌋ + n − 1 in both directions are 0.</summary>
internal sealed class CutoutTransform(int side) : ClipTransform
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"cutout({side})");

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        int left = random.NextBelow(map.Target.Width) - (side / 2);
        int top = random.NextBelow(map.Target.Height) - (side / 2);
        return PixelSteps.Erase(map, left, top, (int)Math.Min((long)left + side, int.MaxValue), (int)Math.Min((long)top + side, int.MaxValue));
    }
}
