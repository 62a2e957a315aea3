using System.Diagnostics;

namespace NeuroKit.Events.Hdf5;

/// <summary>How the helper process says that it gets on with a long file.</summary>
internal static class Hdf5Progress
{
    /// <summary>The line that says it.</summary>
    public const string Sign = "+";

    private static long s_last;

    /// <summary>Where it is said; null in every process but the helper.</summary>
    public static TextWriter? Output { get; set; }

    /// <summary>A step is done: an object looked at, a chunk asked for.</summary>
    public static void Step()
    {
        if (Output is null || (s_last != 0 && Stopwatch.GetElapsedTime(s_last) < TimeSpan.FromSeconds(1)))
            return;
        s_last = Stopwatch.GetTimestamp();
        Output.WriteLine(Sign);
        Output.Flush();
    }
}
