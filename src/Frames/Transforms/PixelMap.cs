using System.Diagnostics;
using NeuroKit.Events;

namespace NeuroKit.Frames.Transforms;

/// <summary>
/// A spatial transform that was drawn: where each pixel of the result comes from. Several transforms in a row become one map, which is
/// the same as applying them one by one, since none interpolates. Immutable and thread-safe.
/// </summary>
[DebuggerDisplay("{Source} -> {Target}")]
public sealed class PixelMap
{
    private readonly int[]? _indices; // null: the identity

    private PixelMap(SensorSize source, SensorSize target, int[]? indices)
    {
        Source = source;
        Target = target;
        _indices = indices;
    }

    /// <summary>Width and height of the frames that go in.</summary>
    public SensorSize Source { get; }

    /// <summary>Width and height of the frames that come out.</summary>
    public SensorSize Target { get; }

    /// <summary>Whether nothing is changed.</summary>
    public bool IsIdentity => _indices is null;

    /// <summary>For each pixel of the result, row-major, the source's pixel y·W + x that it takes; −1 where it is 0.</summary>
    public int[] ToIndices() => _indices is null ? [.. Enumerable.Range(0, (int)Source.Pixels)] : [.. _indices];

    /// <summary>Applies the map to frames.</summary>
    /// <typeparam name="T">Type of the counts.</typeparam>
    /// <param name="frames">Planes <c>[…, H, W]</c> of <see cref="Source"/>, any number of them.</param>
    /// <param name="destination">As many planes of <see cref="Target"/>; must not overlap the frames.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the map.</exception>
    public void Apply<T>(ReadOnlySpan<T> frames, Span<T> destination)
        where T : unmanaged
    {
        int from = (int)Source.Pixels;
        int to = (int)Target.Pixels;
        int planes = frames.Length / from;
        if (frames.Length % from != 0)
            throw new ArgumentException($"{frames.Length} counts are no whole planes of {Source}.", nameof(frames));
        if (destination.Length != (long)planes * to)
            throw new ArgumentException($"The destination holds {destination.Length} counts; {planes} planes of {Target} need {(long)planes * to}.", nameof(destination));
        if (_indices is null)
        {
            frames.CopyTo(destination);
            return;
        }

        for (int i = 0; i < planes; i++)
            Gather(frames.Slice(i * from, from), destination.Slice(i * to, to), _indices);
    }

    internal static PixelMap Identity(SensorSize size) => new(size, size, null);

    /// <summary>Puts a step behind this map.</summary>
    /// <param name="target">Width and height of the step's result.</param>
    /// <param name="step">For each pixel of the step's result the pixel of this map's result that it takes, or −1; becomes the map's own.</param>
    internal PixelMap Then(SensorSize target, int[] step)
    {
        if (_indices is { } indices)
        {
            foreach (ref int index in step.AsSpan())
                index = index < 0 ? -1 : indices[index];
        }

        return new PixelMap(Source, target, step);
    }

    private static void Gather<T>(ReadOnlySpan<T> plane, Span<T> to, int[] indices)
        where T : unmanaged
    {
        for (int i = 0; i < to.Length; i++)
        {
            int index = indices[i];
            to[i] = (uint)index < (uint)plane.Length ? plane[index] : default;
        }
    }
}
