using System.Text.Json.Serialization;
using NeuroKit.Training.Layers;

namespace NeuroKit.Training.Recipes;

/// <summary>The network.</summary>
/// <param name="Id">Its identifier, for example <c>wide-7b-net</c>.</param>
/// <param name="Connection">How spike-element-wise blocks join: <c>add</c>, <c>and</c> or <c>iand</c>; other networks have no such choice.</param>
public sealed record NetworkRecipe(string Id, [property: JsonConverter(typeof(SewConnectionJsonConverter))] SewConnection Connection = SewConnection.Add);
