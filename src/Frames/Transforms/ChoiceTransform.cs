using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

internal sealed class ChoiceTransform(ClipTransform[] choices) : ClipTransform
{
    public override string Name => $"one-of({ClipAugmentation.NameOf(choices)})";

    public override SensorSize OutputSize(SensorSize input)
    {
        SensorSize[] sizes = [.. choices.Select(c => c.OutputSize(input)).Distinct()];
        return sizes is [var only] ? only
            : throw new ArgumentException($"{Name} gives frames of {string.Join(" or ", sizes)}; expected one size.", nameof(input));
    }

    internal override PixelMap Extend(PixelMap map, DeterministicRandom random) => choices[random.NextBelow(choices.Length)].Extend(map, random);
}
