namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// Rules of frames as text that goes into keys, one for each block. A rule alone and the same one among exact others give the same frames, and
/// so have one text; a nested rule's frames depend on the others.
/// </summary>
internal static class FrameRules
{
    public static string[] Of(FrameBinning rule) => [rule.Description];

    public static string[] Of(MultiFrameBinning rules)
        => rules.IsNested
            ? [.. rules.Rules.Select(r => $"{r.Description} ({rules.NestedBase!.Description} summed)")]
            : [.. rules.Rules.Select(r => r.Description)];
}
