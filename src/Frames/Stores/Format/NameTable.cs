namespace NeuroKit.Frames.Stores.Format;

/// <summary>One string for equal names: classes, parts and formats come again with every recording.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string? Unique(string? name)
    {
        if (name is null)
            return null;
        if (_names.TryGetValue(name, out string? known))
            return known;
        _names.Add(name, name);
        return name;
    }
}
