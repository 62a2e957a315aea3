using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Event spike tensor (EST) <c>[2, C, H, W]</c>, polarity 0 = OFF, 1 = ON: the cell of a polarity, bin n and pixel is Σ f·k(c_n − t) over its events,
/// with c_n = t_first + n·(t_last − t_first)/(C − 1), the worth f of an event by <see cref="SpikeMeasure"/> and the kernel k by
/// <see cref="SpikeKernel"/>. With the trilinear kernel the sum over the bins conserves Σ f; where all times are equal it puts all events in bin 0.
/// Source: Gehrig et al. 2019, End-to-End Learning of Representations for Asynchronous Event-Based Data, and its code's
/// <c>QuantizationLayer</c>, which gives the same memory as <c>[2·C, H, W]</c>, takes f = timestamp and learns k from the trilinear kernel on (its
/// times start at 0; here the first event's time is subtracted). The paper's exponential kernel has a constant factor 1/τ more, left out so
/// that values do not depend on the unit of time.
/// </summary>
public sealed class EventSpikeTensor : EventRepresentation
{
    private EventSpikeTensor(int bins, SpikeKernel kernel, double tauMicroseconds, SpikeMeasure measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        RepresentationArguments.RequireDefined(measure);
        Bins = bins;
        Kernel = kernel;
        TauMicroseconds = tauMicroseconds;
        Measure = measure;
    }

    /// <summary>With the trilinear kernel.</summary>
    /// <param name="bins">C, at least 2.</param>
    /// <param name="measure">What an event is worth.</param>
    public static EventSpikeTensor Trilinear(int bins, SpikeMeasure measure = SpikeMeasure.Timestamp)
        => new(bins, SpikeKernel.Trilinear, 0, measure);

    /// <summary>With the exponential kernel.</summary>
    /// <param name="bins">C, at least 2.</param>
    /// <param name="tauMicroseconds">τ, above 0.</param>
    /// <param name="measure">What an event is worth.</param>
    public static EventSpikeTensor Exponential(int bins, double tauMicroseconds, SpikeMeasure measure = SpikeMeasure.Timestamp)
    {
        RepresentationArguments.RequirePositive(tauMicroseconds);
        return new EventSpikeTensor(bins, SpikeKernel.Exponential, tauMicroseconds, measure);
    }

    /// <summary>Number of bins C.</summary>
    public int Bins { get; }

    /// <summary>How an event is spread over the bins.</summary>
    public SpikeKernel Kernel { get; }

    /// <summary>τ in µs of the exponential kernel; 0 for the trilinear one, which has none.</summary>
    public double TauMicroseconds { get; }

    /// <summary>What an event is worth.</summary>
    public SpikeMeasure Measure { get; }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            string kernel = Kernel == SpikeKernel.Trilinear ? "trilinear" : FormattableString.Invariant($"exponential, tau {TauMicroseconds} us");
            string measure = Measure switch
            {
                SpikeMeasure.Timestamp => "timestamp",
                SpikeMeasure.Count => "count",
                _ => "polarity",
            };
            return $"event spike tensor, {Bins} bins, {kernel}, {measure}";
        }
    }

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size) => [2, Bins, size.Height, size.Width];

    private protected override bool NeedsTimeOrder(EventSpan events) => true;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        if (events.IsEmpty)
            return;
        long start = events.T[0];
        double duration = (ulong)(events.T[^1] - start); // unsigned: exact for any two 64-bit times in order
        double binsPerTau = Kernel == SpikeKernel.Exponential ? duration / (Bins - 1) / TauMicroseconds : 0;
        Add(events, size, destination, start, duration == 0 ? 1 : duration, binsPerTau);
        if (Kernel == SpikeKernel.Exponential)
            Decay(destination, (int)size.Pixels, (float)Math.Exp(-binsPerTau));
    }

    // The events are inside the sensor and in order, and the destination is as long as the shape: checked before. The exponential kernel puts an
    // event into the first bin at or after it only; Decay carries it on. Compiled fully at once, for a recording is one call of many turns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(EventSpan events, SensorSize size, Span<float> destination, long start, double duration, double binsPerTau)
    {
        int pixels = (int)size.Pixels;
        int bins = Bins;
        bool trilinear = Kernel == SpikeKernel.Trilinear;
        SpikeMeasure measure = Measure;
        double lastBin = bins - 1;
        ref long ts = ref MemoryMarshal.GetReference(events.T);
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref float cells = ref MemoryMarshal.GetReference(destination);
        for (int i = 0; i < events.Length; i++)
        {
            double share = (ulong)(Unsafe.Add(ref ts, i) - start) / duration;
            int p = Unsafe.Add(ref ps, i);
            double worth = measure == SpikeMeasure.Timestamp ? share : measure == SpikeMeasure.Count ? 1 : (2 * p) - 1;
            double u = share * lastBin;
            int pixel = (Unsafe.Add(ref ys, i) * size.Width) + Unsafe.Add(ref xs, i);
            if (trilinear)
            {
                int left = (int)u;
                double right = u - left;
                ref float cell = ref Unsafe.Add(ref cells, (((p * bins) + left) * pixels) + pixel);
                float leftSum = cell + (float)(worth * (1 - right));
                if (left + 1 < bins)
                    Unsafe.Add(ref cell, pixels) += (float)(worth * right);
                cell = leftSum; // after the other cell is read: planes often lie a multiple of 4 KiB apart, where a read stalls on the write before it
            }
            else
            {
                double bin = Math.Ceiling(u);
                Unsafe.Add(ref cells, (((p * bins) + (int)bin) * pixels) + pixel) += (float)(worth * Math.Exp((u - bin) * binsPerTau));
            }
        }
    }

    private void Decay(Span<float> destination, int pixels, float factor)
    {
        for (int p = 0; p < 2; p++)
        {
            for (int bin = 1; bin < Bins; bin++)
            {
                int at = ((p * Bins) + bin) * pixels;
                Span<float> now = destination.Slice(at, pixels);
                TensorPrimitives.MultiplyAdd(destination.Slice(at - pixels, pixels), factor, now, now);
            }
        }
    }
}
