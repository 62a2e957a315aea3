namespace NeuroKit.Events.Datasets;

/// <summary>
/// How a data set is divided into training and test recordings. Its <see cref="Name"/> is recorded with every result: figures of different
/// divisions cannot be compared. <see cref="Splits"/> makes the usual ones. Immutable.
/// </summary>
public abstract record SplitRule
{
    /// <summary>The rule in full; <see cref="Splits.Parse"/> reads it back.</summary>
    public abstract string Name { get; }

    /// <summary>Says for each recording, in the data set's order, the part that it belongs to.</summary>
    /// <param name="dataset">The recordings.</param>
    /// <exception cref="DatasetException">The set cannot be divided this way.</exception>
    protected internal abstract IReadOnlyList<string> Assign(EventDataset dataset);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
