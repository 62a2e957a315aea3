namespace NeuroKit.Frames;

/// <summary>
/// How a strip of frames is drawn. Immutable: change it with <c>with</c>. The colours are from Okabe and Ito's palette, which people with
/// any colour vision tell apart, and differ in lightness too.
/// </summary>
public sealed record FrameStripOptions
{
    /// <summary>The defaults.</summary>
    public static FrameStripOptions Default { get; } = new();

    /// <summary>Colour of ON events. Default: orange.</summary>
    public RgbColour On { get; init; } = new(0xE6, 0x9F, 0x00);

    /// <summary>Colour of OFF events. Default: sky blue. Where both fall on a pixel their light adds up, to near white.</summary>
    public RgbColour Off { get; init; } = new(0x56, 0xB4, 0xE9);

    /// <summary>Colour of pixels without events. Default: near black.</summary>
    public RgbColour Background { get; init; } = new(0x10, 0x12, 0x18);

    /// <summary>Colour of the lines between frames. Default: grey.</summary>
    public RgbColour Separator { get; init; } = new(0x4A, 0x4E, 0x58);

    /// <summary>Side of a sensor's pixel in the picture's pixels. Default: 0, so that a frame is at least 96 pixels high.</summary>
    public int Scale { get; init; }

    /// <summary>Frames side by side; more of them go on in rows below. Default: 16.</summary>
    public int FramesPerRow { get; init; } = 16;

    /// <summary>Width of the lines between frames in pixels. Default: 1.</summary>
    public int SeparatorWidth { get; init; } = 1;

    /// <summary>
    /// The share of the non-zero counts, in percent, that is not above the full colour: one hot pixel does not darken all others.
    /// Default: 98.
    /// </summary>
    public double ContrastPercentile { get; init; } = 98;

    /// <summary>Exponent of the brightness over the count; below 1 few events show well. Default: 0.7.</summary>
    public double Gamma { get; init; } = 0.7;

    /// <summary>Most frames in one picture. Default: 1,024.</summary>
    public int MaxFrames { get; init; } = 1024;
}
