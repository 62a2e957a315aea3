using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class TranslateTransform(Magnitude pixels, bool isVertical) : ClipTransform
{
    public override string Name => $"translate-{(isVertical ? 'y' : 'x')}({pixels.Text})";

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        int by = pixels.DrawWhole(random);
        if (by == 0)
            return map;
        int side = isVertical ? map.Target.Height : map.Target.Width;
        return isVertical
            ? PixelSteps.Separable(map, map.Target, x => x, Moved)
            : PixelSteps.Separable(map, map.Target, Moved, y => y);

        int Moved(int at) => at - by >= 0 && at - by < side ? at - by : -1;
    }
}
