namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>A recording that is to be made.</summary>
/// <param name="Path">Its file, relative to the set's folder with <c>/</c> between folders.</param>
/// <param name="Part">The part that it belongs to; <c>all</c> where there is none.</param>
/// <param name="Label">Its class's number; −1 where it holds several classes.</param>
/// <param name="Number">Its place among those of its part and class.</param>
/// <param name="Seed">All that is random in it.</param>
internal sealed record RecordingPlan(string Path, string Part, int Label, int Number, ulong Seed);
