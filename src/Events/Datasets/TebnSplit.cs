using System.Globalization;

namespace NeuroKit.Events.Datasets;

/// <summary>Recordings by the number in their name.</summary>
internal sealed record TebnSplit : SplitRule
{
    private const int TestIds = 100;

    public override string Name => "tebn";

    protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
        => [.. dataset.Select(s => NumberOf(s) < TestIds ? SplitNames.Test : SplitNames.Train)];

    // The last run of digits of the file's name: 12 of cifar10_airplane_12.aedat.
    private static ulong NumberOf(EventSample sample)
    {
        ReadOnlySpan<char> name = Path.GetFileNameWithoutExtension(sample.Path.AsSpan());
        int end = name.LastIndexOfAnyInRange('0', '9') + 1;
        int start = name[..end].LastIndexOfAnyExceptInRange('0', '9') + 1;
        return ulong.TryParse(name[start..end], NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : throw new DatasetException(sample.Path, "has no number in its name, by which the split tebn divides");
    }
}
