namespace NeuroKit.Events.Hdf5;

/// <summary>The names that columns go by in the files of the field.</summary>
internal static class Hdf5Names
{
    /// <summary>What a file must hold to have a recording, for messages.</summary>
    public const string Expected = "events as columns t, x, y and p of a group, as times beside a table of positions [n, 3], or as a table of records with these fields";

    public static bool IsTime(string name) => Plain(name) is "t" or "ts" or "time" or "times" or "timestamp" or "timestamps";

    public static bool IsX(string name) => Plain(name) is "x" or "xs";

    public static bool IsY(string name) => Plain(name) is "y" or "ys";

    public static bool IsPolarity(string name) => Plain(name) is "p" or "ps" or "pol" or "polarity" or "polarities";

    public static bool IsPosition(string name) => Plain(name) is "pos" or "position" or "positions" or "xy" or "xyp" or "addr" or "addrs";

    private static string Plain(string name) => name.ToLowerInvariant();
}
