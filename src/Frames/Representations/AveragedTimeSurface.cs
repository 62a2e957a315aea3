using System.Buffers;
using System.Runtime.CompilerServices;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Histograms of averaged time surfaces (HATS), <c>[C, 2, S, S]</c>: the sensor is cut into C = ⌈H/K⌉·⌈W/K⌉ cells of K×K pixels, row by row; for
/// each cell and polarity (0 = OFF, 1 = ON), the mean over its events i of their time surfaces, S = 2ρ + 1. A surface's element [z_y + ρ, z_x + ρ]
/// is the sum of the decays (<see cref="TimeDecay"/>) of t_i − t_j over the events j of the same cell and polarity at (x_i + z_x, y_i + z_y), not older
/// than Δt; <see cref="AveragedTimeSurfaceVariant"/> says whether equal times and the event itself take part. A cell without events is 0.
/// Source: Sironi et al. 2018, HATS: Histograms of Averaged Time Surfaces for Robust Event-Based Object Classification, and tonic's
/// <c>ToAveragedTimesurface</c> (surface_size = S, cell_size = K, time_window = Δt). Differs from tonic where its linear decay goes below 0 for
/// ages above 3τ (0 here) and where its 32-bit times lose microseconds (exact here).
/// Work: for each event, the events of its cell and polarity in the last Δt.
/// </summary>
public sealed class AveragedTimeSurface : EventRepresentation
{
    /// <summary>Largest radius ρ accepted.</summary>
    public const int MaxRadius = 1024;

    private readonly double _exponentFactor;

    /// <summary>Makes the representation; the defaults are tonic's.</summary>
    /// <param name="cellSize">K, at least 1 pixel.</param>
    /// <param name="radius">ρ, 0 … <see cref="MaxRadius"/> pixels.</param>
    /// <param name="windowMicroseconds">Δt, at least 0 µs.</param>
    /// <param name="tauMicroseconds">τ, above 0.</param>
    /// <param name="decay">How events fade.</param>
    /// <param name="variant">Which events a surface sees.</param>
    public AveragedTimeSurface(
        int cellSize = 10, int radius = 2, long windowMicroseconds = 1000, double tauMicroseconds = 100,
        TimeDecay decay = TimeDecay.Exponential, AveragedTimeSurfaceVariant variant = AveragedTimeSurfaceVariant.Tonic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cellSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, MaxRadius);
        ArgumentOutOfRangeException.ThrowIfNegative(windowMicroseconds);
        RepresentationArguments.RequirePositive(tauMicroseconds);
        RepresentationArguments.RequireDefined(decay);
        RepresentationArguments.RequireDefined(variant);
        CellSize = cellSize;
        Radius = radius;
        WindowMicroseconds = windowMicroseconds;
        TauMicroseconds = tauMicroseconds;
        Decay = decay;
        Variant = variant;
        _exponentFactor = decay == TimeDecay.Linear ? -1 / (3 * tauMicroseconds) : -1 / tauMicroseconds;
    }

    /// <summary>Side of a cell, K pixels.</summary>
    public int CellSize { get; }

    /// <summary>Radius of the neighbourhood, ρ pixels.</summary>
    public int Radius { get; }

    /// <summary>How far back a surface looks, Δt µs.</summary>
    public long WindowMicroseconds { get; }

    /// <summary>τ in µs.</summary>
    public double TauMicroseconds { get; }

    /// <summary>How events fade.</summary>
    public TimeDecay Decay { get; }

    /// <summary>Which events a surface sees.</summary>
    public AveragedTimeSurfaceVariant Variant { get; }

    /// <inheritdoc/>
    public override string Description
        => FormattableString.Invariant($"averaged time surface, cells of {CellSize}, radius {Radius}, window {WindowMicroseconds} us, tau {TauMicroseconds} us, {(Decay == TimeDecay.Linear ? "linear" : "exponential")}, {(Variant == AveragedTimeSurfaceVariant.Tonic ? "tonic" : "paper")}");

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size)
        => [(nint)CellsAcross(size.Width) * CellsAcross(size.Height), 2, Side, Side];

    private int Side => (2 * Radius) + 1;

    private int CellsAcross(int pixels) => (int)(((long)pixels + CellSize - 1) / CellSize);

    private protected override bool NeedsTimeOrder(EventSpan events) => true;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        if (events.IsEmpty)
            return;
        int area = Side * Side;
        int groups = destination.Length / area;
        int[] rentedEnds = ArrayPool<int>.Shared.Rent(groups);
        double[] rentedSum = ArrayPool<double>.Shared.Rent(area);
        using var byGroup = new EventBuffer(events.Length);
        try
        {
            Span<int> ends = rentedEnds.AsSpan(0, groups);
            Span<double> sum = rentedSum.AsSpan(0, area);
            Group(events, CellsAcross(size.Width), ends, byGroup);
            int start = 0;
            for (int g = 0; g < groups; g++)
            {
                EventSpan group = byGroup.Span[start..ends[g]];
                start = ends[g];
                if (group.IsEmpty)
                    continue;
                sum.Clear();
                Sum(group, sum);
                Span<float> mean = destination.Slice(g * area, area);
                for (int i = 0; i < area; i++)
                    mean[i] = (float)(sum[i] / group.Length);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rentedEnds);
            ArrayPool<double>.Shared.Return(rentedSum);
        }
    }

    // A stable counting sort by cell and polarity; ends[g] is where group g ends.
    private void Group(EventSpan events, int cellsAcross, Span<int> ends, EventBuffer byGroup)
    {
        ends.Clear();
        for (int i = 0; i < events.Length; i++)
            ends[GroupOf(events, i, cellsAcross)]++;
        int start = 0;
        for (int g = 0; g < ends.Length; g++)
            (ends[g], start) = (start, start + ends[g]);
        EventColumns to = byGroup.FreeColumns();
        for (int i = 0; i < events.Length; i++)
        {
            int at = ends[GroupOf(events, i, cellsAcross)]++;
            to.T[at] = events.T[i];
            to.X[at] = events.X[i];
            to.Y[at] = events.Y[i];
            to.P[at] = events.P[i];
        }

        byGroup.Advance(events.Length);
    }

    private int GroupOf(EventSpan events, int i, int cellsAcross)
        => (2 * ((events.Y[i] / CellSize * cellsAcross) + (events.X[i] / CellSize))) + events.P[i];

    // Adds up the surfaces of the events of one cell and polarity. Compiled fully at once, for a cell's events are one call of many turns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(EventSpan group, Span<double> sum)
    {
        ReadOnlySpan<long> t = group.T;
        ReadOnlySpan<ushort> x = group.X;
        ReadOnlySpan<ushort> y = group.Y;
        bool tonic = Variant == AveragedTimeSurfaceVariant.Tonic;
        bool linear = Decay == TimeDecay.Linear;
        int side = Side;
        int oldest = 0; // first event in the window
        int earlier = 0; // events before the first of event i's time
        for (int i = 0; i < t.Length; i++)
        {
            while ((ulong)(t[i] - t[oldest]) > (ulong)WindowMicroseconds)
                oldest++;
            if (i > 0 && t[i] != t[i - 1])
                earlier = i;
            int left = x[i] - Radius;
            int top = y[i] - Radius;
            int end = tonic ? i : earlier;
            for (int j = oldest; j < end; j++)
            {
                int column = x[j] - left;
                int row = y[j] - top;
                if ((uint)column >= (uint)side || (uint)row >= (uint)side)
                    continue;
                double exponent = (ulong)(t[i] - t[j]) * _exponentFactor;
                sum[(row * side) + column] += linear ? Math.Max(0, 1 + exponent) : Math.Exp(exponent);
            }
        }

        if (tonic)
            sum[(Radius * side) + Radius] += t.Length;
    }
}
