namespace NeuroKit.SideBySide;

/// <summary>What a row measures.</summary>
public enum BenchKind
{
    /// <summary>Against the C floor: ratio = floor_ms / ours_ms, 1 = as fast as C.</summary>
    Floor,

    /// <summary>Against ourselves or the floor's own scaling: the case's name says which.</summary>
    Scaling,

    /// <summary>Memory: peak_mb.</summary>
    Memory,
}

/// <summary>One measured case.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Kind">What the figures mean.</param>
/// <param name="OursMilliseconds">Median of ours.</param>
/// <param name="FloorMilliseconds">Median of what it is held against.</param>
/// <param name="Ratio">See <see cref="BenchKind"/>.</param>
/// <param name="PeakMegabytes">Peak resident memory in 10^6 bytes, or the bytes that the case's name says.</param>
/// <param name="Target">What the ratio (at least) or the memory (at most) should be, for people.</param>
public sealed record BenchRow(
    string Case, BenchKind Kind, double? OursMilliseconds, double? FloorMilliseconds, double? Ratio, double? PeakMegabytes, double? Target)
{
    /// <summary>Whether the target is met; true where there is none.</summary>
    public bool MeetsTarget => Target is not { } target || (Kind == BenchKind.Memory ? PeakMegabytes <= target : Ratio >= target);
}
