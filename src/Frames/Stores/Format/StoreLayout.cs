namespace NeuroKit.Frames.Stores.Format;

/// <summary>Names within a store's folder.</summary>
internal static class StoreLayout
{
    public const string MarkerName = "store.json";
    public const string IndexName = "index.nki";
    public const string ManifestName = "manifest.json";
    public const string SourcesName = "sources.nkm";
    public const string PartialSuffix = ".partial";
    public const string RemovedSuffix = ".removed";

    /// <summary>What the marker holds: a folder with it is a store of this version.</summary>
    public const string Marker = "{\n  \"format\": \"neurokit-store\",\n  \"version\": 1\n}\n";

    private const int ShortDigits = 16;

    public static string Sets(string store) => Path.Combine(store, "sets");

    /// <summary>The set's folder: its name made fit for a file system, and its key's beginning.</summary>
    public static string Set(string store, string name, Digest key) => Path.Combine(Sets(store), $"{FileName(name)}-{Short(key)}");

    /// <summary>Where a set is made.</summary>
    public static string Partial(string store, Digest plan) => Path.Combine(Sets(store), "." + Short(plan) + PartialSuffix);

    /// <summary>The lock of who makes it.</summary>
    public static string Lock(string store, Digest plan) => LockOf(store, Short(plan));

    /// <summary>The lock that belongs to a folder of <see cref="Partial"/>.</summary>
    public static string LockOfPartial(string store, string folder) => LockOf(store, Path.GetFileName(folder)[1..^PartialSuffix.Length]);

    public static string Short(Digest digest) => digest.ToString()[..ShortDigits];

    /// <summary>The folders of whole sets, in ordinal order.</summary>
    public static string[] SetFolders(string store)
        => Directory.Exists(Sets(store))
            ? [.. Directory.GetDirectories(Sets(store)).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)]
            : [];

    private static string LockOf(string store, string name) => Path.Combine(store, "locks", name + ".lock");

    private static string FileName(string name)
    {
        Span<char> text = stackalloc char[Math.Min(name.Length, 40)];
        for (int i = 0; i < text.Length; i++)
            text[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '-' or '_' ? name[i] : '_';
        return text.IsEmpty ? "set" : text.ToString();
    }
}
