using NeuroKit.Events;

namespace NeuroKit.Training.Recipes;

/// <summary>The frames that the network sees.</summary>
/// <param name="Rule">How events become frames.</param>
/// <param name="Steps">The number of frames, T, by the rules <c>count</c>, <c>time</c> and <c>repeat</c>; not for the others. 1 is the sum of all events.</param>
/// <param name="DurationMicroseconds">A frame's duration by the rule <c>duration</c>; not for the others.</param>
/// <param name="EventsPerFrame">A frame's events by the rule <c>events</c>; not for the others.</param>
/// <param name="Size">The size that frames are brought to by taking the nearest pixels, <c>WIDTHxHEIGHT</c>; null: the sensor's.</param>
/// <param name="Cache">Where frames are between epochs.</param>
public sealed record FramesRecipe(
    FrameRuleKind Rule,
    int? Steps = null,
    long? DurationMicroseconds = null,
    long? EventsPerFrame = null,
    string? Size = null,
    FrameCache Cache = FrameCache.None)
{
    /// <summary>The rule in words.</summary>
    public string Describe() => Rule == FrameRuleKind.Repeat
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a still image, {Steps ?? throw Missing("steps")} times")
        : ToBinning().Description;

    /// <summary>The rule as an object.</summary>
    /// <exception cref="InvalidOperationException">What the rule needs is missing, which a recipe that was read has; or it is of still images.</exception>
    public Frames.FrameBinning ToBinning() => Rule switch
    {
        FrameRuleKind.Count => Frames.FrameBinning.ByCount(Steps ?? throw Missing("steps")),
        FrameRuleKind.Time => Frames.FrameBinning.ByTime(Steps ?? throw Missing("steps")),
        FrameRuleKind.Repeat => throw new InvalidOperationException("still images are no events: there is no binning by the rule repeat"),
        FrameRuleKind.Duration => Frames.FrameBinning.ByDuration(DurationMicroseconds ?? throw Missing("durationMicroseconds")),
        _ => Frames.FrameBinning.ByEventCount(EventsPerFrame ?? throw Missing("eventsPerFrame")),
    };

    /// <summary>The size that frames are brought to; null: the sensor's.</summary>
    /// <exception cref="InvalidOperationException">The text is no size; that of a recipe that was read is one.</exception>
    public SensorSize? ToSize() => Size is null ? null
        : SensorSize.TryParse(Size, out SensorSize size) ? size : throw new InvalidOperationException($"frames.size: found '{Size}'; expected WIDTHxHEIGHT");

    private InvalidOperationException Missing(string key) => new($"frames.{key} is missing; the rule {Rule} needs it");
}
