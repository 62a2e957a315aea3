using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Tests;

/// <summary>What a format can hold beyond what its capabilities say.</summary>
internal static class FormatRecordings
{
    public static RecordingOptions OptionsFor(EventFormat format, long largestStepBackMicroseconds = 0)
    {
        RecordingOptions options = new RecordingOptions { LargestStepBackMicroseconds = largestStepBackMicroseconds }.Within(format.Capabilities);
        // Row 240 is 40-bit ATIS' overflow marker, and a late clock costs it thousands of them.
        return format.Name == "atis40"
            ? options with { MaxHeight = 240, MaxTime = 1 << 26, LongestGapMicroseconds = 1 << 22 }
            : options;
    }
}
