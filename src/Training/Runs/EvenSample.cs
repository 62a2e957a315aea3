using NeuroKit.Events.Datasets;

namespace NeuroKit.Training.Runs;

/// <summary>Chooses some recordings of a part: parts are in the order of their classes, so that the first of them are of one class.</summary>
internal static class EvenSample
{
    /// <summary>Recordings at even distances over the whole part, in its order; all of them where it has no more.</summary>
    /// <param name="part">The part.</param>
    /// <param name="count">How many, at least 1.</param>
    public static EventDataset Of(EventDataset part, int count)
    {
        if (part.Count <= count)
            return part;
        var chosen = Enumerable.Range(0, count).Select(i => (int)((((2L * i) + 1) * part.Count) / (2L * count))).ToHashSet();
        int place = 0;
        return part.Where(_ => chosen.Contains(place++));
    }
}
