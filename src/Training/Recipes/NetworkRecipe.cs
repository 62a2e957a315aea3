using System.Text.Json.Serialization;
using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;

namespace NeuroKit.Training.Recipes;

/// <summary>The network.</summary>
/// <param name="Id">Its identifier, for example <c>wide-7b-net</c>.</param>
/// <param name="Connection">How spike-element-wise blocks join: <c>add</c>, <c>and</c> or <c>iand</c>; other networks have no such choice.</param>
/// <param name="Activation"><c>relu</c>: the same layers as an artificial network, under the same names. Null, and <c>spiking</c>: the network's own neurons.</param>
public sealed record NetworkRecipe(
    string Id, [property: JsonConverter(typeof(SewConnectionJsonConverter))] SewConnection Connection = SewConnection.Add, Activation? Activation = null)
{
    /// <summary>The network in a word, for tables: <c>sew-small</c>, <c>sew-small (relu)</c>.</summary>
    public string Describe() => Activation == Networks.Activation.Relu ? Id + " (relu)" : Id;

    /// <summary>What to make the network with.</summary>
    /// <param name="channels">The frames' channels: 2 for events, 1 for grey pictures.</param>
    /// <param name="height">The frames' height in pixels.</param>
    /// <param name="width">The frames' width in pixels.</param>
    /// <param name="classes">The classes.</param>
    public NetworkOptions ToOptions(int channels, int height, int width, int classes)
        => new(channels, height, width, classes) { Connection = Connection, Activation = Activation ?? Networks.Activation.Spiking };
}
