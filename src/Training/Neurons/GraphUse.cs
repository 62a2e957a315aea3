namespace NeuroKit.Training.Neurons;

/// <summary>Whether backward has run through a piece of the graph.</summary>
internal sealed class GraphUse
{
    private volatile bool _isSpent;

    public bool IsSpent
    {
        get => _isSpent;
        set => _isSpent = value;
    }
}
