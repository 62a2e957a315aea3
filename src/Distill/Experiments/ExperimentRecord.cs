namespace NeuroKit.Distill.Experiments;

/// <summary>What an experiment's folder was begun with: whoever goes on with it must find the same.</summary>
/// <param name="PlanSha256">The digest of the plan with every default said.</param>
/// <param name="ProtocolSha256">The digest of the protocol.</param>
/// <param name="DataSha256">The digest of all frames, names and labels.</param>
/// <param name="LibTorch">The version of libtorch.</param>
/// <param name="Started">When it was begun, in UTC.</param>
/// <param name="ProtocolCommit">The git commit that the protocol lay in; null where it was in none, or before this was recorded.</param>
public sealed record ExperimentRecord(string PlanSha256, string ProtocolSha256, string DataSha256, string LibTorch, DateTimeOffset Started, string? ProtocolCommit = null);
