namespace NeuroKit.Frames.Stores;

/// <summary>Something in a store that is not as it was written.</summary>
/// <param name="Set">The set's folder.</param>
/// <param name="File">The file.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record StoreProblem(string Set, string File, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Problem}";
}
