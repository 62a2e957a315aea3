namespace NeuroKit.Frames.Stores;

/// <summary>What a set of a store holds. The numbers are those in its files.</summary>
public enum StoreKind
{
    /// <summary>Decoded, oriented events.</summary>
    Events = 1,

    /// <summary>Frames of given rules.</summary>
    Frames = 2,
}
