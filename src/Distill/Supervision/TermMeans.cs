using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Supervision;

/// <summary>The means of a loss's unweighted terms, and of their weighted sum as <c>total</c>, over steps; an interruption changes none of them.</summary>
internal sealed class TermMeans
{
    private readonly Dictionary<string, double> _sums = [];
    private int _steps;

    public void Add(DistillationTerms terms)
    {
        foreach ((string name, double value) in terms.Read())
            _sums[name] = _sums.GetValueOrDefault(name) + value;
        _steps++;
    }

    /// <summary>The means since the last call.</summary>
    public IReadOnlyDictionary<string, double> Take()
    {
        var means = _sums.ToDictionary(entry => entry.Key, entry => entry.Value / _steps);
        _sums.Clear();
        _steps = 0;
        return means;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_steps);
        writer.Write(_sums.Count);
        foreach ((string name, double sum) in _sums)
        {
            writer.Write(name);
            writer.Write(sum);
        }
    }

    public void Load(BinaryReader reader)
    {
        _sums.Clear();
        _steps = reader.ReadInt32();
        for (int left = reader.ReadInt32(); left > 0; left--)
            _sums.Add(reader.ReadString(), reader.ReadDouble());
    }
}
