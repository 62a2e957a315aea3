using NeuroKit.Events;
using NeuroKit.Events.Labels;

namespace NeuroKit.Cli.Frames;

/// <summary>One file that was written.</summary>
/// <param name="File">Its path.</param>
/// <param name="Shape"><c>[T, 2, H, W]</c>.</param>
/// <param name="ElementType"><c>uint16</c>, <c>int32</c> or <c>picture</c>.</param>
/// <param name="Events">Sum over the tensor.</param>
/// <param name="Dropped">Events left out because they were outside the sensor.</param>
/// <param name="Rule">The rule in words.</param>
/// <param name="Window">The label window, where there are labels.</param>
internal sealed record WrittenFrames(
    string File, int[] Shape, string ElementType, long Events, long Dropped, string Rule, LabelWindow? Window)
{
    public static WrittenFrames Of(FrameFile file, SensorSize size, long dropped, string rule, LabelWindow? window)
        => new(file.Path, [file.Frames, 2, size.Height, size.Width], file.ElementType, file.Events, dropped, rule, window);
}
