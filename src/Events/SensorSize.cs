using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuroKit.Events;

/// <summary>The size of a sensor's pixel array. It comes from a file, a data set or the caller; it is never inferred from events.</summary>
public readonly record struct SensorSize
{
    /// <summary>Largest width or height accepted: event coordinates are 16-bit.</summary>
    public const int MaxSide = 65536;

    /// <summary>Makes a size.</summary>
    /// <param name="width">Columns, 1 … 65,536.</param>
    /// <param name="height">Rows, 1 … 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside 1 … 65,536.</exception>
    public SensorSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSide);
        Width = width;
        Height = height;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Whether this is <c>default(SensorSize)</c>, which no constructor made and no sensor has.</summary>
    public bool IsDefault => Width == 0;

    /// <summary>Pixels: width × height.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>DVS128, 128 × 128: CIFAR10-DVS, DVS-Gesture, DVS-Lip.</summary>
    public static SensorSize Dvs128 { get; } = new(128, 128);

    /// <summary>DAVIS240, 240 × 180.</summary>
    public static SensorSize Davis240 { get; } = new(240, 180);

    /// <summary>DAVIS346, 346 × 260.</summary>
    public static SensorSize Davis346 { get; } = new(346, 260);

    /// <summary>N-MNIST's 34 × 34 cut of the ATIS sensor; Fashion-DVS by default.</summary>
    public static SensorSize NMnist { get; } = new(34, 34);

    /// <summary>N-Caltech101's frame, 240 × 180.</summary>
    public static SensorSize NCaltech101 { get; } = new(240, 180);

    /// <summary>N-CARS' largest sample, 120 × 100.</summary>
    public static SensorSize NCars { get; } = new(120, 100);

    /// <summary>Reads <c>WxH</c>, for example <c>128x128</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size, where the text is one.</param>
    /// <returns>Whether the text is a size.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SensorSize size)
    {
        size = default;
        if (text is null)
            return false;
        int separator = text.AsSpan().IndexOfAny('x', 'X', '×');
        if (separator < 0
            || !int.TryParse(text.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || width is < 1 or > MaxSide || height is < 1 or > MaxSide)
            return false;
        size = new SensorSize(width, height);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
