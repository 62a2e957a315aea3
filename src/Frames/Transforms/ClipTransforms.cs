using NeuroKit.Events;

namespace NeuroKit.Frames.Transforms;

/// <summary>
/// The transforms of clips. All take the nearest pixel, never a mean of several, so that counts stay counts; what comes from outside the
/// frame is 0. A magnitude is uniform within its limits, or with <c>steps</c> one of so many equidistant ones, both limits among them.
/// </summary>
public static class ClipTransforms
{
    /// <summary>Nothing: a choice of <see cref="OneOf"/>.</summary>
    public static ClipTransform Identity { get; } = new IdentityTransform();

    /// <summary>Exchanges left and right.</summary>
    /// <param name="probability">How often, 0 … 1. Default: every second clip.</param>
    public static ClipTransform HorizontalFlip(double probability = 0.5)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 … 1.");
        return new FlipTransform(probability);
    }

    /// <summary>Slants the clip about its centre: a pixel takes the one at x + y·tan φ, both from the centre.</summary>
    /// <param name="limitRadians">|φ| at most, above 0, below 1.5 rad.</param>
    /// <param name="steps">Number of magnitudes, at least 2; 0 (default): any.</param>
    public static ClipTransform ShearX(double limitRadians, int steps = 0) => new ShearTransform(new Magnitude(limitRadians, steps, 1.5));

    /// <summary>Turns the clip about its centre, counter-clockwise where the angle is positive.</summary>
    /// <param name="limitDegrees">The angle at most, above 0, up to 180°.</param>
    /// <param name="steps">Number of magnitudes, at least 2; 0 (default): any.</param>
    public static ClipTransform Rotate(double limitDegrees, int steps = 0) => new RotateTransform(new Magnitude(limitDegrees, steps, 180));

    /// <summary>Moves the clip to the right, or left where the number is negative, by whole pixels.</summary>
    /// <param name="limitPixels">Pixels at most, at least 1.</param>
    /// <param name="steps">
    /// Number of magnitudes, at least 2, each truncated to a whole number (31 of ±5: 0 comes five times, ±5 once each, the others three times);
    /// 0 (default): each whole number alike.
    /// </param>
    public static ClipTransform TranslateX(int limitPixels, int steps = 0) => new TranslateTransform(Pixels(limitPixels, steps), isVertical: false);

    /// <summary>Moves the clip down, or up where the number is negative, by whole pixels.</summary>
    /// <param name="limitPixels">Pixels at most, at least 1.</param>
    /// <param name="steps">As in <see cref="TranslateX"/>.</param>
    public static ClipTransform TranslateY(int limitPixels, int steps = 0) => new TranslateTransform(Pixels(limitPixels, steps), isVertical: true);

    /// <summary>Moves the clip in both directions by whole pixels; what leaves on one side comes in on the other.</summary>
    /// <param name="limitPixels">Pixels at most in each direction, at least 1.</param>
    public static ClipTransform Roll(int limitPixels) => new RollTransform(Pixels(limitPixels, 0));

    /// <summary>Sets a square to 0 whose centre is any pixel; what of it lies outside is cut off.</summary>
    /// <param name="side">The square's side in pixels, at least 1.</param>
    public static ClipTransform Cutout(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        return new CutoutTransform(side);
    }

    /// <summary>Sets a square to 0 that lies inside the frame; its side is rounded to whole pixels.</summary>
    /// <param name="minShare">Its area as a share of the frame's at least, above 0.</param>
    /// <param name="maxShare">Its area at most, up to 1.</param>
    public static ClipTransform CutoutArea(double minShare, double maxShare)
    {
        if (!(minShare > 0 && minShare <= maxShare && maxShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(minShare), $"{minShare} … {maxShare} are no shares of an area: 0 < min ≤ max ≤ 1.");
        return new AreaCutoutTransform(minShare, maxShare);
    }

    /// <summary>Changes width and height: pixel x takes ⌊x·W/W'⌋.</summary>
    /// <param name="size">The new width and height.</param>
    public static ClipTransform Resize(SensorSize size) => new ResizeTransform(Given(size));

    /// <summary>Cuts a window out at any place.</summary>
    /// <param name="size">Width and height of the window, at most the frame's.</param>
    public static ClipTransform RandomCrop(SensorSize size) => new CropTransform(Given(size), isRandom: true);

    /// <summary>Cuts the window in the middle out; of an odd margin the smaller part is left and above.</summary>
    /// <param name="size">Width and height of the window, at most the frame's.</param>
    public static ClipTransform CentreCrop(SensorSize size) => new CropTransform(Given(size), isRandom: false);

    /// <summary>One of several transforms, each as often.</summary>
    /// <param name="choices">The transforms, at least one.</param>
    public static ClipTransform OneOf(params ClipTransform[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Length == 0)
            throw new ArgumentException("Name at least one transform to choose from.", nameof(choices));
        return new ChoiceTransform([.. choices]);
    }

    private static Magnitude Pixels(int limit, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(limit));
        return new Magnitude(limit, steps, SensorSize.MaxSide);
    }

    private static SensorSize Given(SensorSize size)
        => size.IsDefault ? throw new ArgumentException("default(SensorSize) is no size; give width and height.", nameof(size)) : size;
}
