namespace NeuroKit.Training.Networks;

/// <summary>What a forward pass is to give besides the logits, and whether it goes on from the one before.</summary>
public sealed record ForwardRequest
{
    /// <summary>The logits alone, from rest.</summary>
    public static ForwardRequest Plain { get; } = new();

    /// <summary>The features wanted, by name (<see cref="SpikingNetwork.FeatureNames"/>), for example <c>block7.out</c>.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The form of the features.</summary>
    public FeatureForm FeatureForm { get; init; }

    /// <summary>Whether the firing rate of each layer of neurons is wanted.</summary>
    public bool FiringRates { get; init; }

    /// <summary>Whether the neurons go on from the pass before and keep their state for the next, for recordings that arrive in pieces.</summary>
    public bool Streaming { get; init; }
}
