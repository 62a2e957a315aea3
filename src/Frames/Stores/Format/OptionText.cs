using System.Globalization;
using NeuroKit.Events;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>Options as text that goes into keys: whatever may change what is stored is in it, in one order.</summary>
internal static class OptionText
{
    public static string Of(EventReadOptions options)
    {
        Orientation orientation = options.Orientation ?? Orientation.None;
        string formats = string.Join(", ", options.FormatOptions.Select(o => o.ToString()).Order(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture,
            $"policy={options.Policy}; format={options.Format ?? "found"}; size={options.SensorSize?.ToString() ?? "recorded"}; swap={orientation.SwapXY}; flipx={orientation.FlipX}; flipy={orientation.FlipY}; options=[{formats}]");
    }

    public static string Of(FrameOptions options, SensorSize size)
        => string.Create(CultureInfo.InvariantCulture, $"size={size}; outside={options.OutOfRange}; order={options.Order}");
}
