using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>The last time of each pixel and polarity, in pooled memory, and surfaces drawn from it.</summary>
internal readonly ref struct TimeSurfaceMemory
{
    private const long Never = long.MinValue;

    private readonly long[] _rented;
    private readonly Span<long> _last;
    private readonly int _width;
    private readonly int _polarityStride;

    public TimeSurfaceMemory(SensorSize size, bool mergePolarities)
    {
        int cells = (mergePolarities ? 1 : 2) * (int)size.Pixels;
        _rented = ArrayPool<long>.Shared.Rent(cells);
        _last = _rented.AsSpan(0, cells);
        _last.Fill(Never);
        _width = size.Width;
        _polarityStride = mergePolarities ? 0 : (int)size.Pixels;
    }

    /// <summary>Takes events that are inside the sensor and in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a recording is one call of many turns
    public void Take(EventSpan events)
    {
        ref long ts = ref MemoryMarshal.GetReference(events.T);
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref long last = ref MemoryMarshal.GetReference(_last);
        for (int i = 0; i < events.Length; i++)
        {
            int cell = (Unsafe.Add(ref ps, i) * _polarityStride) + (Unsafe.Add(ref ys, i) * _width) + Unsafe.Add(ref xs, i);
            Unsafe.Add(ref last, cell) = Unsafe.Add(ref ts, i);
        }
    }

    /// <summary>Draws the surface at a time that is not before any event taken; a cell without event is 0.</summary>
    public void Draw(long reference, double tau, TimeDecay decay, Span<float> surface)
    {
        Exponents(reference, decay == TimeDecay.Linear ? -1 / (3 * tau) : -1 / tau, surface);
        if (decay == TimeDecay.Exponential)
        {
            TensorPrimitives.Exp(surface, surface);
        }
        else
        {
            TensorPrimitives.Add(surface, 1f, surface);
            TensorPrimitives.Max(surface, 0f, surface);
        }
    }

    public void Dispose() => ArrayPool<long>.Shared.Return(_rented);

    // factor · age of each cell, −∞ where there was no event. Ages are unsigned: exact for any two 64-bit times in order.
    private void Exponents(long reference, double factor, Span<float> surface)
    {
        ref long last = ref MemoryMarshal.GetReference(_last);
        ref float to = ref MemoryMarshal.GetReference(surface);
        Vector512<long> references = Vector512.Create(reference);
        Vector512<long> never = Vector512.Create(Never);
        Vector512<double> nothing = Vector512.Create(double.NegativeInfinity);
        Vector512<double> factors = Vector512.Create(factor);
        int i = 0;
        for (; i + 16 <= _last.Length; i += 16)
        {
            Vector512<long> low = Vector512.LoadUnsafe(ref last, (nuint)i);
            Vector512<long> high = Vector512.LoadUnsafe(ref last, (nuint)i + 8);
            Vector512<double> lowExponents = Vector512.ConditionalSelect(
                Vector512.Equals(low, never).AsDouble(), nothing, Vector512.ConvertToDouble((references - low).AsUInt64()) * factors);
            Vector512<double> highExponents = Vector512.ConditionalSelect(
                Vector512.Equals(high, never).AsDouble(), nothing, Vector512.ConvertToDouble((references - high).AsUInt64()) * factors);
            Vector512.Narrow(lowExponents, highExponents).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < _last.Length; i++)
            surface[i] = _last[i] == Never ? float.NegativeInfinity : (float)((ulong)(reference - _last[i]) * factor);
    }
}
