using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>The compositions that the literature trains with, and their names in recipes.</summary>
public static class ClipAugmentation
{
    /// <summary>
    /// As Spikingformer is trained on CIFAR10-DVS: a flip of every second clip, then one of identity, shear (±0.3 rad), translation in x or in y (±5
    /// pixels), rotation (±30°), each of 31 magnitudes, and a square of 0.1 – 11 % of the area set to 0. (Its Mixup works on batches and is the
    /// training's.)
    /// </summary>
    public static IReadOnlyList<ClipTransform> Spikingformer { get; } =
    [
        ClipTransforms.HorizontalFlip(),
        ClipTransforms.OneOf(
            ClipTransforms.Identity,
            ClipTransforms.ShearX(0.3, 31),
            ClipTransforms.TranslateX(5, 31),
            ClipTransforms.TranslateY(5, 31),
            ClipTransforms.Rotate(30, 31),
            ClipTransforms.CutoutArea(0.001, 0.11)),
    ];

    /// <summary>
    /// Neuromorphic data augmentation as used with networks in TET's and VGG's style: a flip of every second clip, then one of a roll (±5 pixels in
    /// each direction), a rotation (±30°) and a square of 16 pixels set to 0. Made for 48 × 48: resize first.
    /// </summary>
    public static IReadOnlyList<ClipTransform> Nda { get; } =
    [
        ClipTransforms.HorizontalFlip(),
        ClipTransforms.OneOf(ClipTransforms.Roll(5), ClipTransforms.Rotate(30), ClipTransforms.Cutout(16)),
    ];

    /// <summary>
    /// Reads transforms by name, a comma between two: <c>resize(48x48), nda</c>. The names are <c>none</c>, <c>spikingformer</c>, <c>nda</c>, and
    /// those of single transforms (<see cref="ClipTransform.Name"/>): <c>identity</c>, <c>flip</c>, <c>flip(p)</c>, <c>shear-x(rad)</c>,
    /// <c>rotate(degrees)</c>, <c>translate-x(pixels)</c>, <c>translate-y(pixels)</c> (each also with a number of magnitudes),
    /// <c>roll(pixels)</c>, <c>cutout(side)</c>, <c>cutout-area(min, max)</c>, <c>resize(WxH)</c>, <c>random-crop(WxH)</c>,
    /// <c>centre-crop(WxH)</c>, <c>one-of(…, …)</c>.
    /// </summary>
    /// <param name="text">The names.</param>
    /// <exception cref="ArgumentException">There is something else in it; the message says what.</exception>
    public static IReadOnlyList<ClipTransform> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ClipTransformParser.Parse(text);
    }

    /// <summary>The names of transforms as <see cref="Parse"/> reads them back.</summary>
    /// <param name="transforms">The transforms; null as none.</param>
    public static string NameOf(IReadOnlyList<ClipTransform>? transforms)
        => transforms is { Count: > 0 } ? string.Join(", ", transforms.Select(t => t.Name)) : ClipTransformParser.None;

    /// <summary>Draws transforms for one clip, one after the other from one generator.</summary>
    /// <param name="transforms">The transforms, in order; null as none.</param>
    /// <param name="size">Width and height of the clip.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <returns>All of them as one map.</returns>
    /// <exception cref="ArgumentException">A transform cannot take frames of the size that it gets.</exception>
    public static PixelMap Draw(IReadOnlyList<ClipTransform>? transforms, SensorSize size, long seed)
        => Extend(transforms, PixelMap.Identity(size), new DeterministicRandom(unchecked((ulong)seed)));

    internal static PixelMap Extend(IReadOnlyList<ClipTransform>? transforms, PixelMap map, DeterministicRandom random)
    {
        foreach (ClipTransform transform in transforms ?? [])
            map = transform.Extend(map, random);
        return map;
    }
}
