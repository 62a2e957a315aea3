using System.Diagnostics;

namespace NeuroKit.Events.Simulation;

/// <summary>A grey picture, row by row from the top: luminance 0 is black, 1 white (more is brighter still). Immutable.</summary>
[DebuggerDisplay("{Width}x{Height}")]
public sealed class GreyImage
{
    private readonly float[] _luminance;

    /// <summary>Copies a picture of luminances.</summary>
    /// <param name="width">Columns, 1 … 65,536.</param>
    /// <param name="height">Rows, 1 … 65,536.</param>
    /// <param name="luminance">Width × height luminances, 0 … 10⁹.</param>
    /// <exception cref="ArgumentException">The number of luminances is another, or one is outside 0 … 10⁹.</exception>
    public GreyImage(int width, int height, ReadOnlySpan<float> luminance)
        : this(width, height, luminance.Length)
    {
        LuminanceCheck.Check(luminance, nameof(luminance));
        luminance.CopyTo(_luminance);
    }

    /// <summary>Copies an 8-bit picture; 255 becomes luminance 1.</summary>
    /// <param name="width">Columns, 1 … 65,536.</param>
    /// <param name="height">Rows, 1 … 65,536.</param>
    /// <param name="pixels">Width × height pixels.</param>
    /// <exception cref="ArgumentException">The number of pixels is another.</exception>
    public GreyImage(int width, int height, ReadOnlySpan<byte> pixels)
        : this(width, height, pixels.Length)
    {
        for (int i = 0; i < pixels.Length; i++)
            _luminance[i] = pixels[i] / 255f;
    }

    private GreyImage(int width, int height, int given)
    {
        Size = new SensorSize(width, height);
        if (given != Size.Pixels)
            throw new ArgumentException($"A picture of {Size} has {Size.Pixels} pixels; {given} were given.");
        _luminance = new float[given];
    }

    /// <summary>Columns.</summary>
    public int Width => Size.Width;

    /// <summary>Rows.</summary>
    public int Height => Size.Height;

    /// <summary>Luminances, row by row from the top.</summary>
    public ReadOnlySpan<float> Luminance => _luminance;

    private SensorSize Size { get; }
}
