namespace NeuroKit.Distill.Losses;

/// <summary>A loss's identifier taken apart.</summary>
/// <param name="Id">As given.</param>
/// <param name="Logits">What happens on logits besides the plain task: <c>ld</c>, <c>wsld</c>, <c>skd</c>, <c>tser</c>, <c>kdsnn</c>, <c>lasnn</c>, or null.</param>
/// <param name="PerStepTask">Whether the task is taken step by step.</param>
/// <param name="Features">How features are matched; null for none.</param>
/// <param name="IsMatchingFixed">Whether the identifier leaves no choice of it.</param>
internal sealed record LossMethod(string Id, string? Logits, bool PerStepTask, FeatureMatching? Features, bool IsMatchingFixed)
{
    private static readonly string[] s_tasks = ["ce", "tet"];
    private static readonly string[] s_softLabels = ["ld", "wsld"];
    private static readonly string[] s_whole = ["skd", "tser", "kdsnn", "lasnn"];
    private static readonly string[] s_features = ["bkd", "at"];

    public static IReadOnlyList<string> Parts { get; } = [.. s_tasks, .. s_softLabels, .. s_whole, .. s_features];

    /// <summary>Whether the task's share is 1 − α.</summary>
    public bool SharesTask => Logits is "skd" or "tser" or "kdsnn";

    /// <summary>Whether the soft labels are those of the mean logits.</summary>
    public bool HasSoftLabels => Logits is "ld" or "wsld" or "kdsnn" or "lasnn";

    public bool HasReleasedCode => Logits is not ("skd" or "tser") && Features != FeatureMatching.Attention;

    public static LossMethod Parse(string id)
    {
        string[] parts = (id ?? "").Split('+');
        foreach (string part in parts)
        {
            if (!Parts.Contains(part))
                throw new ArgumentException($"found '{id}' for loss.id; expected one of {string.Join(", ", Parts)}, or a combination such as ld+bkd");
        }

        string? task = One(s_tasks);
        string? soft = One(s_softLabels);
        string? whole = One(s_whole);
        string? features = One(s_features);
        if (whole is not null && (task ?? soft) is { } other)
            throw new ArgumentException($"found '{id}' for loss.id; expected it without '{other}', since '{whole}' has a term of its own for that");
        if (whole is "kdsnn" or "lasnn")
        {
            if (features == "at")
                throw new ArgumentException($"found '{id}' for loss.id; expected '{whole}' with loss.features.matching attention");
            return new LossMethod(id!, whole, false, features == "bkd" ? FeatureMatching.Blurred : FeatureMatching.Plain, features == "bkd");
        }

        FeatureMatching? matching = features switch
        {
            "bkd" => FeatureMatching.Blurred,
            "at" => FeatureMatching.Attention,
            _ => null,
        };
        return new LossMethod(id!, whole ?? soft, task == "tet", matching, true);

        string? One(string[] group)
        {
            string[] found = [.. parts.Where(group.Contains)];
            return found.Length > 1 ? throw new ArgumentException($"found '{id}' for loss.id; expected one of {string.Join(" and ", found)} only") : found.FirstOrDefault();
        }
    }
}
