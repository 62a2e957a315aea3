using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Bina-rep frames <c>[T, 2, H, W]</c>, channel 0 = OFF, 1 = ON: of each N binary frames b_0 … b_{N−1} (1 where a cell holds any event) of a
/// binning rule, one frame of values Σ b_j·2^(N−1−j) / (2^N − 1), the first frame being the most significant bit. Values 0 … 1.
/// Source: Barchid et al. 2022, Bina-Rep Event Frames; tonic, <c>tonic/functional/to_bina_rep.py</c>, <c>to_bina_rep_numpy</c>, equal to the bit.
/// </summary>
public sealed class BinaRep : EventRepresentation
{
    /// <summary>Most bits that 32-bit floats hold exactly.</summary>
    public const int MaxBits = 24;

    /// <summary>Makes the representation.</summary>
    /// <param name="rule">The rule that cuts the events into T·N frames. tonic's own is <see cref="TonicBinning.TimeBins"/>.</param>
    /// <param name="bits">N, 2 … <see cref="MaxBits"/>.</param>
    /// <exception cref="ArgumentException">The rule has a fixed number of frames that N does not divide.</exception>
    public BinaRep(FrameBinning rule, int bits = 8)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxBits);
        Rule = rule;
        Bits = bits;
        if (rule is FixedFrameBinning { Bins: var frames })
            RequireGroups(frames);
    }

    /// <summary>The rule that cuts the events into binary frames.</summary>
    public FrameBinning Rule { get; }

    /// <summary>Binary frames to a number, N.</summary>
    public int Bits { get; }

    /// <inheritdoc/>
    public override string Description => $"bina-rep, {Bits} bits, {Rule.Description}";

    /// <summary><c>[T, 2, H, W]</c>; null for a rule whose number of frames follows from the events.</summary>
    /// <param name="size">The sensor.</param>
    public override nint[]? ShapeFor(SensorSize size)
        => Rule is FixedFrameBinning { Bins: var bins } ? [bins / Bits, 2, size.Height, size.Width] : null;

    private protected override bool NeedsTimeOrder(EventSpan events) => FrameBits.IsByTime(Rule, events);

    private protected override nint[] ShapeOf(EventSpan events, SensorSize size, FrameOptions options)
    {
        long frames = FrameBits.CountFrames(Rule, events, options);
        RequireGroups(frames);
        return [(nint)(frames / Bits), 2, size.Height, size.Width];
    }

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        FrameBits.Add(Rule, events, size, destination, Bits, options);
        TensorPrimitives.Divide(destination, (1 << Bits) - 1, destination);
    }

    private void RequireGroups(long frames)
    {
        if (frames % Bits != 0)
            throw new ArgumentException($"The rule '{Rule.Description}' gives {frames} frames, which do not make whole numbers of {Bits} bits; take a multiple of {Bits}.", "rule");
    }
}
