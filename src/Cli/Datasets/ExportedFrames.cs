namespace NeuroKit.Cli.Datasets;

/// <summary>One file of a data set's frames that was written.</summary>
/// <param name="File">Its path.</param>
/// <param name="Shape"><c>[N, T, 2, H, W]</c>.</param>
/// <param name="ElementType"><c>uint16</c>, …</param>
/// <param name="Events">Sum over the tensor.</param>
/// <param name="Rule">The rule in words.</param>
/// <param name="Split">The split's name; null where the set is not divided.</param>
/// <param name="Part">The part exported; null: all.</param>
/// <param name="IsSynthetic">Whether the recordings were made by a simulator.</param>
internal sealed record ExportedFrames(string File, int[] Shape, string ElementType, long Events, string Rule, string? Split, string? Part, bool IsSynthetic);
