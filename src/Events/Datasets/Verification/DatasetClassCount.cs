namespace NeuroKit.Events.Datasets;

/// <summary>How many samples of a class a part holds.</summary>
/// <param name="Split">The part; null where the set is not divided.</param>
/// <param name="Label">The class's number.</param>
/// <param name="ClassName">The class's name.</param>
/// <param name="Expected">How many there should be; null where that is not known.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Corrupt">How many of them cannot be read.</param>
public sealed record DatasetClassCount(string? Split, int Label, string ClassName, int? Expected, int Found, int Corrupt);
