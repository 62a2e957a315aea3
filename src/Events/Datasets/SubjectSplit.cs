namespace NeuroKit.Events.Datasets;

/// <summary>Recordings by who was recorded.</summary>
internal sealed record SubjectSplit : SplitRule
{
    private readonly string[] _test;

    public SubjectSplit(IEnumerable<string> testSubjects) => _test = [.. testSubjects];

    public override string Name => $"by-subject({string.Join(", ", _test)})";

    public bool Equals(SubjectSplit? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
    {
        if (dataset.FirstOrDefault(s => s.Subject is null) is { } unknown)
            throw new DatasetException(unknown.Path, "is of no known subject; the split by-subject needs one for every recording");
        HashSet<string> known = [.. dataset.Select(s => s.Subject!)];
        if (Array.Find(_test, s => !known.Contains(s)) is { } missing)
            throw new DatasetException(dataset.Root, $"has no recording of subject '{missing}'; its subjects are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        return [.. dataset.Select(s => _test.Contains(s.Subject) ? SplitNames.Test : SplitNames.Train)];
    }
}
