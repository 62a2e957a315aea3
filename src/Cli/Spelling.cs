namespace NeuroKit.Cli;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The known word nearest to one, where one is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        int distance = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in known)
        {
            int d = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (d < distance || (d == distance && Extends(candidate) && (best is null || !Extends(best))))
                (best, distance) = (candidate, d);
        }

        return best ?? known.FirstOrDefault(k => word.Length >= 3 && Extends(k));

        bool Extends(string candidate) => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A sentence's end: <c>; did you mean 'info'?</c> or, where nothing is near, what there is.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known)
        => Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : $"; known are {string.Join(", ", known)}";

    // Letters added, left out, changed, or two neighbours exchanged.
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
