using System.Globalization;

namespace NeuroKit.Events.Datasets;

/// <summary>The divisions into training and test recordings that the literature uses.</summary>
public static class Splits
{
    private static readonly string[] s_names = ["official", "sew-lexicographic", "tebn", "random", "by-subject"];

    /// <summary>As the data set is distributed: its train and test folders or lists.</summary>
    public static SplitRule Official { get; } = new OfficialSplit();

    /// <summary>
    /// The first 90 % of each class, rounded up, in the order of file names is train, the rest test; the order is that of the characters, so that 10
    /// comes before 9. CIFAR10-DVS in the code of SEW-ResNet, Spikingformer and BKDSNN. Sets whose samples are windows of longer recordings are refused.
    /// </summary>
    public static SplitRule SewLexicographic { get; } = new SewLexicographicSplit();

    /// <summary>Recordings numbered 0 – 99 in their class are test, the rest train. CIFAR10-DVS in the code of TEBN.</summary>
    public static SplitRule Tebn { get; } = new TebnSplit();

    /// <summary>
    /// A seeded share of each class is train, the rest test; the same on every machine. Where samples are windows of longer recordings (DVS-Gesture),
    /// it is a share of the recordings: all windows of one go together.
    /// </summary>
    /// <param name="seed">Which draw.</param>
    /// <param name="trainRatio">The share, above 0 and below 1; rounded to the nearest number of recordings.</param>
    public static SplitRule Random(int seed, double trainRatio)
    {
        CheckShare(trainRatio, nameof(trainRatio));
        return new RandomSplit(seed, trainRatio);
    }

    /// <summary>The recordings of some subjects are test, all others train.</summary>
    /// <param name="testSubjects">The subjects, at least one.</param>
    public static SplitRule BySubject(params string[] testSubjects)
    {
        ArgumentNullException.ThrowIfNull(testSubjects);
        if (testSubjects.Length == 0)
            throw new ArgumentException("Name at least one subject for the test.", nameof(testSubjects));
        foreach (string subject in testSubjects)
        {
            if (string.IsNullOrWhiteSpace(subject) || subject != subject.Trim() || subject.AsSpan().ContainsAny(',', '(', ')'))
                throw new ArgumentException($"'{subject}' cannot name a subject: it is blank, begins or ends with one, or holds a comma or a bracket.", nameof(testSubjects));
        }

        if (testSubjects.Distinct().Count() < testSubjects.Length)
            throw new ArgumentException("A subject is named twice.", nameof(testSubjects));
        return new SubjectSplit(testSubjects);
    }

    /// <summary>Reads a rule's name (<see cref="SplitRule.Name"/>): <c>official</c>, <c>sew-lexicographic</c>, <c>tebn</c>, <c>random(seed=7, ratio=0.9)</c>, <c>by-subject(24, 25)</c>.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="ArgumentException">It is none; the message says what is wrong, and the nearest name.</exception>
    public static SplitRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int open = trimmed.IndexOf('(');
        string name = (open < 0 ? trimmed : trimmed[..open]).TrimEnd().ToString();
        string[]? arguments = null;
        if (open >= 0)
        {
            if (trimmed[^1] != ')')
                throw new ArgumentException($"The split '{text}' lacks its closing bracket.", nameof(text));
            arguments = trimmed[(open + 1)..^1].ToString().Split(',', StringSplitOptions.TrimEntries);
        }

        return (name, arguments) switch
        {
            ("official", null) => Official,
            ("sew-lexicographic", null) => SewLexicographic,
            ("tebn", null) => Tebn,
            ("random", [_, _]) => ParseRandom(text, arguments),
            ("random", _) => throw new ArgumentException($"The split '{text}' says not how: random(seed=7, ratio=0.9).", nameof(text)),
            ("by-subject", not null) => BySubject(arguments),
            ("by-subject", null) => throw new ArgumentException($"The split '{text}' names no subjects: by-subject(24, 25).", nameof(text)),
            _ when s_names.Contains(name) => throw new ArgumentException($"The split {name} takes nothing in brackets; found '{text}'.", nameof(text)),
            _ => throw new ArgumentException(
                $"There is no split '{name}'; {(NearestName.Of(name, s_names) is { } nearest ? $"did you mean {nearest}? " : string.Empty)}known are {string.Join(", ", s_names)}.", nameof(text)),
        };
    }

    internal static void CheckShare(double share, string name)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(name, share, "A share is above 0 and below 1.");
    }

    private static SplitRule ParseRandom(string text, string[] arguments)
    {
        int? seed = null;
        double? ratio = null;
        foreach (string argument in arguments)
        {
            if (argument.StartsWith("seed=", StringComparison.Ordinal)
                && int.TryParse(argument.AsSpan(5), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole))
                seed = whole;
            else if (argument.StartsWith("ratio=", StringComparison.Ordinal)
                && double.TryParse(argument.AsSpan(6), NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1)
                ratio = share;
        }

        return seed is not null && ratio is not null
            ? Random(seed.Value, ratio.Value)
            : throw new ArgumentException($"The split '{text}' cannot be read; expected random(seed=7, ratio=0.9), a whole number and a share above 0 and below 1.", nameof(text));
    }
}
