namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>What was made of a <see cref="RecordingPlan"/>.</summary>
/// <param name="Files">Files beside the recording itself: name relative to the set's folder, and content.</param>
/// <param name="Samples">The samples in it: class, and events in the sample.</param>
internal sealed record MadeRecording(IReadOnlyList<(string Path, byte[] Content)> Files, IReadOnlyList<(int Label, long Events)> Samples);
