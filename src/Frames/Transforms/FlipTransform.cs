using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>x' = W − 1 − x, for a share of the clips.</summary>
internal sealed class FlipTransform(double probability) : ClipTransform
{
    public override string Name => probability == 0.5 ? "flip" : string.Create(CultureInfo.InvariantCulture, $"flip({probability})");

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        if (random.NextDouble() >= probability)
            return map;
        int width = map.Target.Width;
        int[] step = new int[map.Target.Pixels];
        for (int i = 0; i < step.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            step[i] = (y * width) + width - 1 - x;
        }

        return map.Then(map.Target, step);
    }
}
