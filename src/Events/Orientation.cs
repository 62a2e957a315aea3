using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events;

/// <summary>
/// How a data set's convention turns recorded coordinates: the axes are exchanged first (<c>x ↔ y</c>), then the new axes are turned round
/// (<c>x' = W' − 1 − x</c>, <c>y' = H' − 1 − y</c> in the size after the exchange). CIFAR10-DVS, all three: x' = 127 − y, y' = 127 − x.
/// </summary>
/// <param name="SwapXY">Whether the axes are exchanged.</param>
/// <param name="FlipX">Whether columns then run the other way.</param>
/// <param name="FlipY">Whether rows then run the other way.</param>
public readonly record struct Orientation(bool SwapXY, bool FlipX, bool FlipY)
{
    /// <summary>Coordinates stay as recorded.</summary>
    public static Orientation None => default;

    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => this == default;

    /// <summary>The size after the transform.</summary>
    /// <param name="size">The size as recorded.</param>
    public SensorSize Apply(SensorSize size) => SwapXY ? new SensorSize(size.Height, size.Width) : size;

    /// <summary>Turns the events of a buffer in place; a buffer that wraps a user's arrays changes those.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The size as recorded.</param>
    public void Apply(EventBuffer events, SensorSize size)
    {
        ArgumentNullException.ThrowIfNull(events);
        Apply(events.HeldColumns(), size);
    }

    /// <summary>
    /// Turns events in place. An event outside the sensor stays outside (coordinates wrap at 16 bits, so that every step can be undone):
    /// whoever checks coordinates later still finds it.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The size as recorded.</param>
    public void Apply(EventColumns events, SensorSize size)
    {
        SensorSize turned = Apply(size);
        if (SwapXY)
            Exchange(events.X, events.Y);
        if (FlipX)
            Flip(events.X, (ushort)(turned.Width - 1));
        if (FlipY)
            Flip(events.Y, (ushort)(turned.Height - 1));
    }

    private static void Exchange(Span<ushort> a, Span<ushort> b)
    {
        ref ushort firstA = ref MemoryMarshal.GetReference(a);
        ref ushort firstB = ref MemoryMarshal.GetReference(b);
        int i = 0;
        for (; i + Vector512<ushort>.Count <= a.Length; i += Vector512<ushort>.Count)
        {
            Vector512<ushort> held = Vector512.LoadUnsafe(ref firstA, (nuint)i);
            Vector512.LoadUnsafe(ref firstB, (nuint)i).StoreUnsafe(ref firstA, (nuint)i);
            held.StoreUnsafe(ref firstB, (nuint)i);
        }

        for (; i < a.Length; i++)
            (a[i], b[i]) = (b[i], a[i]);
    }

    private static void Flip(Span<ushort> values, ushort last)
    {
        ref ushort first = ref MemoryMarshal.GetReference(values);
        Vector512<ushort> end = Vector512.Create(last);
        int i = 0;
        for (; i + Vector512<ushort>.Count <= values.Length; i += Vector512<ushort>.Count)
            (end - Vector512.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        for (; i < values.Length; i++)
            values[i] = unchecked((ushort)(last - values[i]));
    }
}
