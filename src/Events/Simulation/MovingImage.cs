namespace NeuroKit.Events.Simulation;

/// <summary>A picture that moves before the sensor, sampled between its pixels (bilinear).</summary>
/// <param name="Image">The picture; its middle is the sensor's middle where the path's offset is 0.</param>
/// <param name="Path">How it moves.</param>
public sealed record MovingImage(GreyImage Image, ImagePath Path)
{
    /// <summary>Sensor pixels a picture's pixel, 0.001 … 1,000. Below 1 the picture is not smoothed first. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Luminance round the picture, 0 … 10⁹. Default: 0, black.</summary>
    public float Background { get; init; }
}
