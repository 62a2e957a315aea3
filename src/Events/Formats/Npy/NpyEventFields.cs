namespace NeuroKit.Events.Formats.Npy;

/// <summary>The names that fields and arrays of events go by.</summary>
internal static class NpyEventFields
{
    public const int Count = 4;

    /// <summary>All names, for messages.</summary>
    public const string Expected = "t (or ts, timestamp), x, y and p (or pol, polarity)";

    /// <summary>The column that a name stands for, or null.</summary>
    public static NpyEventField? Find(ReadOnlySpan<char> name) => name switch
    {
        "t" or "ts" or "timestamp" => NpyEventField.T,
        "x" => NpyEventField.X,
        "y" => NpyEventField.Y,
        "p" or "pol" or "polarity" => NpyEventField.P,
        _ => null,
    };

    /// <summary>The column's plain name.</summary>
    public static string NameOf(NpyEventField field) => field switch
    {
        NpyEventField.T => "t",
        NpyEventField.X => "x",
        NpyEventField.Y => "y",
        _ => "p",
    };
}
