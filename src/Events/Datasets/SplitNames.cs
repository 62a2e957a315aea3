namespace NeuroKit.Events.Datasets;

/// <summary>The names of parts.</summary>
internal static class SplitNames
{
    public const string Train = "train";
    public const string Test = "test";

    private static readonly string[] s_known = [Train, Test, "validation", "val"];

    /// <summary>A usual part's name in lower case; null where it is not one of them.</summary>
    public static string? Known(ReadOnlySpan<char> name)
    {
        foreach (string known in s_known)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                return known;
        }

        return null;
    }

    /// <summary>Where a part comes among others: the usual ones first.</summary>
    public static int Rank(string? name)
    {
        int index = Array.IndexOf(s_known, name);
        return index >= 0 ? index : s_known.Length;
    }
}
