using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class CropTransform(SensorSize size, bool isRandom) : ClipTransform
{
    public override string Name => $"{(isRandom ? "random" : "centre")}-crop({size})";

    public override SensorSize OutputSize(SensorSize input)
        => size.Width <= input.Width && size.Height <= input.Height
            ? size
            : throw new ArgumentException($"{Name} cannot be cut out of frames of {input}.", nameof(input));

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random)
    {
        OutputSize(map.Target);
        int marginX = map.Target.Width - size.Width;
        int marginY = map.Target.Height - size.Height;
        int left = isRandom ? random.NextBelow(marginX + 1) : marginX / 2;
        int top = isRandom ? random.NextBelow(marginY + 1) : marginY / 2;
        return marginX == 0 && marginY == 0 ? map : PixelSteps.Separable(map, size, x => x + left, y => y + top);
    }
}
