using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>
/// A spatial change of a clip <c>[T, 2, H, W]</c>, drawn once a clip: all its frames, both channels, and all blocks of the same recording get
/// the same. Made by <see cref="ClipTransforms"/>. Immutable and thread-safe.
/// </summary>
public abstract class ClipTransform
{
    private protected ClipTransform()
    {
    }

    /// <summary>The transform in words, as recipes name it and <see cref="ClipAugmentation.Parse"/> reads it back.</summary>
    public abstract string Name { get; }

    /// <summary>Width and height of what comes out.</summary>
    /// <param name="input">Width and height of what goes in.</param>
    /// <exception cref="ArgumentException">The transform cannot take frames of that size.</exception>
    public virtual SensorSize OutputSize(SensorSize input) => input;

    /// <summary>Draws the transform for one clip.</summary>
    /// <param name="size">Width and height of the clip.</param>
    /// <param name="seed">Decides what is drawn.</param>
    public PixelMap Draw(SensorSize size, long seed) => Extend(PixelMap.Identity(size), new DeterministicRandom(unchecked((ulong)seed)));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Draws the transform and applies it behind a map.</summary>
    internal abstract PixelMap Extend(PixelMap map, DeterministicRandom random);
}
