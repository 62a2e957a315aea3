using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class RollTransform(Magnitude pixels) : ClipTransform
{
    public override string Name => $"roll({pixels.Text})";

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        int right = pixels.DrawWhole(random);
        int down = pixels.DrawWhole(random);
        if (right == 0 && down == 0)
            return map;
        return PixelSteps.Separable(map, map.Target, x => Wrapped(x - right, map.Target.Width), y => Wrapped(y - down, map.Target.Height));

        static int Wrapped(int at, int side) => ((at % side) + side) % side;
    }
}
