using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Voxel grid <c>[B, H, W]</c>: each event adds its sign (ON +1, OFF −1) to the two bins nearest in time, bilinearly; where the bins stand is
/// told by <see cref="VoxelGridEdges"/>. With polarities split, <c>[B, 2, H, W]</c> and every event adds +1 to its own channel (0 = OFF, 1 = ON).
/// Under the conserving edges the sum over the tensor is ON minus OFF events inside (split: the number of events). Unit: events.
/// tonic's shape is <c>[B, 1, H, W]</c>, the same memory. Positions and weights are computed in 64 bits, sums in 32.
/// </summary>
public sealed class VoxelGrid : EventRepresentation
{
    private readonly (long Start, long End)? _window;

    /// <summary>Makes the representation.</summary>
    /// <param name="bins">B, at least 1.</param>
    /// <param name="edges">Where the bins stand in time.</param>
    /// <param name="splitPolarities">Whether ON and OFF have channels of their own.</param>
    public VoxelGrid(int bins, VoxelGridEdges edges = VoxelGridEdges.FirstToLast, bool splitPolarities = false)
        : this(bins, edges, splitPolarities, null)
    {
    }

    private VoxelGrid(int bins, VoxelGridEdges edges, bool splitPolarities, (long Start, long End)? window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!Enum.IsDefined(edges))
            throw new ArgumentOutOfRangeException(nameof(edges), edges, "Not one of the edge definitions.");
        Bins = bins;
        Edges = edges;
        SplitPolarities = splitPolarities;
        _window = window;
    }

    /// <summary>Number of bins B.</summary>
    public int Bins { get; }

    /// <summary>Where the bins stand in time.</summary>
    public VoxelGridEdges Edges { get; }

    /// <summary>Whether ON and OFF have channels of their own.</summary>
    public bool SplitPolarities { get; }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            string edges = Edges switch
            {
                VoxelGridEdges.FirstToLast => "first-to-last",
                VoxelGridEdges.Tonic => "tonic",
                VoxelGridEdges.MetavisionVolume => "metavision volume",
                _ => "metavision cube",
            };
            string window = _window is { } w ? $", [{w.Start}, {w.End}) us" : "";
            return $"voxel grid, {Bins} bins, {edges}{(SplitPolarities ? ", split polarities" : "")}{window}";
        }
    }

    /// <summary>
    /// The same grid over a given window instead of the recording's own span: s = start, D = end − start, and only events with
    /// <c>start ≤ t &lt; end</c> are taken (Metavision's <c>start_times</c> and <c>durations</c>).
    /// </summary>
    /// <param name="startMicroseconds">First time inside.</param>
    /// <param name="endMicroseconds">First time outside, later than the start.</param>
    public VoxelGrid Within(long startMicroseconds, long endMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(endMicroseconds, startMicroseconds);
        return new VoxelGrid(Bins, Edges, SplitPolarities, (startMicroseconds, endMicroseconds));
    }

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size)
        => SplitPolarities ? [Bins, 2, size.Height, size.Width] : [Bins, size.Height, size.Width];

    private protected override bool NeedsTimeOrder(EventSpan events) => true;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        if (_window is { } window)
            events = events.SliceTime(window.Start, window.End);
        if (events.IsEmpty)
            return;
        long start = _window?.Start ?? events.T[0];
        // Differences as unsigned numbers: exact for any two 64-bit times in order.
        double duration = (ulong)((_window?.End ?? events.T[^1]) - start);
        double scale = Edges == VoxelGridEdges.FirstToLast ? Bins - 1 : Bins;
        double shift = Edges is VoxelGridEdges.MetavisionVolume or VoxelGridEdges.MetavisionCube ? 0.5 : 0;
        Add(events, size, destination, start, duration == 0 ? 1 : duration, scale, shift);
    }

    // The events are inside the sensor and in order, and the destination is as long as the shape: checked before. Compiled fully at once, for a
    // recording is one call of many turns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(EventSpan events, SensorSize size, Span<float> destination, long start, double duration, double scale, double shift)
    {
        int pixels = (int)size.Pixels;
        int width = size.Width;
        bool split = SplitPolarities;
        bool clamp = Edges == VoxelGridEdges.MetavisionVolume;
        int lastLeft = Bins - 1; // from here the right neighbour is outside
        int binStride = split ? 2 * pixels : pixels;
        int polarityStride = split ? pixels : 0;
        ref long ts = ref MemoryMarshal.GetReference(events.T);
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref float grid = ref MemoryMarshal.GetReference(destination);
        for (int i = 0; i < events.Length; i++)
        {
            double u = (scale * (ulong)(Unsafe.Add(ref ts, i) - start) / duration) - shift;
            if (clamp)
                u = Math.Min(Math.Abs(u), lastLeft);
            double floor = Math.Floor(u);
            int left = (int)floor;
            double right = u - floor;
            int p = Unsafe.Add(ref ps, i);
            int pixel = (Unsafe.Add(ref ys, i) * width) + Unsafe.Add(ref xs, i) + (p * polarityStride);
            double sign = split ? 1 : (2 * p) - 1;
            float leftValue = (float)(sign * (1 - right));
            float rightValue = (float)(sign * right);
            if ((uint)left < (uint)lastLeft)
            {
                // Both cells are read before either is written: planes often lie a multiple of 4 KiB apart, where a read stalls on the write before it.
                ref float cell = ref Unsafe.Add(ref grid, (left * binStride) + pixel);
                ref float next = ref Unsafe.Add(ref cell, binStride);
                float leftSum = cell + leftValue;
                float rightSum = next + rightValue;
                cell = leftSum;
                next = rightSum;
            }
            else if (left == -1)
            {
                Unsafe.Add(ref grid, pixel) += rightValue;
            }
            else if (left == lastLeft)
            {
                Unsafe.Add(ref grid, (left * binStride) + pixel) += leftValue;
            }
        }
    }
}
