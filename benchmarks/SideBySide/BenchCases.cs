namespace NeuroKit.SideBySide;

/// <summary>The cases that are wanted, and what was measured of them.</summary>
/// <param name="folder">Where inputs are kept; made when the first case begins.</param>
/// <param name="only">Part of a case's name to measure alone; null measures all.</param>
/// <param name="progress">Told what is being measured.</param>
internal sealed class BenchCases(string folder, string? only, IProgress<string>? progress)
{
    private readonly List<BenchRow> _rows = [];

    public IReadOnlyList<BenchRow> Rows => _rows;

    /// <summary>Whether a case is wanted; says so.</summary>
    public bool Begin(string name)
    {
        if (only is not null && !name.Contains(only, StringComparison.Ordinal))
            return false;
        Directory.CreateDirectory(folder);
        progress?.Report(name);
        return true;
    }

    /// <summary>A time and its limit: the ratio is 1 where it just meets it.</summary>
    public void AddLimit(string name, double milliseconds, double limitMilliseconds)
        => _rows.Add(new BenchRow(name, BenchKind.Scaling, milliseconds, limitMilliseconds, limitMilliseconds / milliseconds, null, 1));

    /// <summary>A time beside another of ours.</summary>
    public void AddScaling(string name, double milliseconds, double besideMilliseconds, double? target = null)
        => _rows.Add(new BenchRow(name, BenchKind.Scaling, milliseconds, besideMilliseconds, besideMilliseconds / milliseconds, null, target));
}
