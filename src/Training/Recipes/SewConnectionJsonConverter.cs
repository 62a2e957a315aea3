using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Training.Layers;

namespace NeuroKit.Training.Recipes;

/// <summary>The connections by their names in recipes: <c>add</c>, <c>and</c>, <c>iand</c>.</summary>
public sealed class SewConnectionJsonConverter() : JsonStringEnumConverter<SewConnection>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
