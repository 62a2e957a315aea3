using NeuroKit.Training.Layers;

namespace NeuroKit.Training.Networks;

/// <summary>What a network is made for.</summary>
/// <param name="Channels">The frames' channels: 2 for event frames, 3 for pictures.</param>
/// <param name="Height">The frames' height in pixels.</param>
/// <param name="Width">The frames' width in pixels.</param>
/// <param name="Classes">The classes, at least 1.</param>
public sealed record NetworkOptions(int Channels = 2, int Height = 128, int Width = 128, int Classes = 10)
{
    /// <summary>How the spike-element-wise blocks join (SEW networks only). The published experiments use <see cref="SewConnection.Add"/>.</summary>
    public SewConnection Connection { get; init; } = SewConnection.Add;

    /// <summary>What stands behind the normalisations: the network's own neurons, or ReLU.</summary>
    public Activation Activation { get; init; }

    internal void Check()
    {
        Positive(Channels, "channels");
        Positive(Height, "height");
        Positive(Width, "width");
        Positive(Classes, "classes");

        static void Positive(int value, string name)
        {
            if (value < 1)
                throw new ArgumentException($"found {value} for {name}; expected at least 1");
        }
    }
}
