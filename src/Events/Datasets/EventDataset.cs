using System.Collections;
using System.Diagnostics;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// The index of labelled recordings, made without opening one. Those of a folder come by part, then by class, then by file name, each in
/// ordinal order, so that the order is the same everywhere; those of a list in its order. Immutable and thread-safe.
/// </summary>
[DebuggerDisplay("{Root}: {Count} recordings, {Classes.Count} classes")]
public sealed class EventDataset : IReadOnlyList<EventSample>
{
    private readonly EventSample[] _samples;

    internal EventDataset(string root, DatasetManifest? manifest, IReadOnlyList<string> classes, EventSample[] samples, SplitRule? splitRule)
    {
        Root = root;
        Manifest = manifest;
        Classes = classes;
        SplitRule = splitRule;
        Splits = [.. DistinctParts(samples).OrderBy(SplitNames.Rank).ThenBy(s => s, StringComparer.Ordinal)];
        _samples = samples;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>What is known of the data set; null for a folder of one's own.</summary>
    public DatasetManifest? Manifest { get; }

    /// <summary>The classes' names by label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The parts (<c>train</c>, <c>test</c>, …) that there are recordings of; empty where the set is not divided.</summary>
    public IReadOnlyList<string> Splits { get; }

    /// <summary>Whether the recordings were made by a simulator, where that is known: the folder says it, or the data set is such a one.</summary>
    public bool IsSynthetic => Manifest?.IsSynthetic == true;

    /// <summary>How the set is divided; <see cref="Datasets.Splits.Official"/> where folders or a list say it. Null where it is not divided.</summary>
    public SplitRule? SplitRule { get; }

    /// <inheritdoc/>
    public int Count => _samples.Length;

    /// <inheritdoc/>
    public EventSample this[int index] => _samples[index];

    /// <summary>
    /// Indexes a folder that holds a folder of recordings a class, or parts (<c>train</c>, <c>test</c>, <c>validation</c>, <c>val</c>, in any
    /// case) that hold them. Files and folders whose names begin with a dot are passed over, and files that no known format has an extension for.
    /// </summary>
    /// <param name="root">The folder.</param>
    /// <param name="manifest">
    /// What the data set is: gives labels and names to the classes, and orientation and sensor size to the recordings. Null: classes are the
    /// folders' names in ordinal order; a folder that <see cref="FashionDvs"/> made is recognised.
    /// </param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="DatasetException">The folder is missing, holds no recordings, or holds a folder that is no class of the manifest.</exception>
    public static EventDataset FromFolder(string root, DatasetManifest? manifest = null, EventFormats? formats = null)
        => FolderIndex.Read(root, manifest, formats);

    /// <summary>
    /// Indexes the recordings that a CSV file lists. Its first line names the columns: <c>path</c> and <c>label</c>, and optionally <c>split</c> and
    /// <c>subject</c>, in any order. Paths are relative to the file's folder. Fields may be quoted; blank lines are passed over.
    /// </summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="manifest">
    /// What the data set is: a label is then the name, the folder or the number of one of its classes. Null: labels are numbers if all of them
    /// are, else names, whose classes come in ordinal order.
    /// </param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="DatasetException">
    /// The file is missing or no such list, or a recording is missing, listed twice or of an unknown class; the message says the line.
    /// </exception>
    public static EventDataset FromCsv(string path, DatasetManifest? manifest = null, EventFormats? formats = null)
        => CsvIndex.Read(path, manifest, formats);

    /// <summary>The recordings of a part; labels stay.</summary>
    /// <param name="name">The part's name.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public EventDataset Split(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Splits.Contains(name))
            return Where(s => s.Split == name);
        string known = Splits.Count == 0 ? "the set is not divided" : $"its splits are {string.Join(", ", Splits)}";
        throw new ArgumentException($"{Root} has no split '{name}'; {known}.", nameof(name));
    }

    /// <summary>The same recordings, divided by a rule: each carries its <see cref="EventSample.Split"/>.</summary>
    /// <param name="rule">The rule, for example <see cref="Datasets.Splits.SewLexicographic"/>.</param>
    /// <exception cref="DatasetException">The set cannot be divided that way.</exception>
    public EventDataset WithSplit(SplitRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        IReadOnlyList<string> parts = rule.Assign(this);
        if (parts.Count != Count)
            throw new InvalidOperationException($"The split {rule.Name} says the part of {parts.Count} recordings of {Count}.");
        return new EventDataset(Root, Manifest, Classes, [.. _samples.Select((s, i) => s with { Split = parts[i] })], rule);
    }

    /// <summary>
    /// Takes a seeded share of each class apart: recordings for validation from those for training. The order and the labels stay. Where samples are
    /// windows of longer recordings, it is a share of these, and all windows of one go together.
    /// </summary>
    /// <param name="fraction">The share, above 0 and below 1; rounded to the nearest number of recordings. A class of two or more gives at least one and keeps at least one.</param>
    /// <param name="seed">Which draw; the same on every machine.</param>
    /// <returns>What stays, and the share.</returns>
    public (EventDataset rest, EventDataset part) Stratified(double fraction, int seed)
    {
        Datasets.Splits.CheckShare(fraction, nameof(fraction));
        HashSet<int> part = [.. RandomSplit.Draw(this, fraction, seed)];
        return (Pick(i => !part.Contains(i)), Pick(part.Contains));
    }

    /// <summary>The recordings that a condition holds for; labels stay.</summary>
    /// <param name="predicate">The condition.</param>
    public EventDataset Where(Func<EventSample, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Pick(i => predicate(_samples[i]));
    }

    /// <summary>The same data set with its samples changed one by one, for example read from elsewhere (<see cref="EventSample.Source"/>).</summary>
    /// <param name="change">Gives each sample's successor; its label must be a class of the set.</param>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public EventDataset Select(Func<EventSample, EventSample> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        EventSample[] samples = [.. _samples.Select(change)];
        EventSample? odd = Array.Find(samples, s => (uint)s.Label >= (uint)Classes.Count);
        return odd is null
            ? new EventDataset(Root, Manifest, Classes, samples, SplitRule)
            : throw new ArgumentException($"{odd.Id} has label {odd.Label}, where there are {Classes.Count} classes.", nameof(change));
    }

    /// <summary>A data set of samples that something else than a folder or a list knows, for example a store.</summary>
    /// <param name="root">The folder or file that it comes from, for messages.</param>
    /// <param name="classes">The classes' names by label.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="manifest">What is known of the data set, if anything.</param>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public static EventDataset Create(string root, IReadOnlyList<string> classes, IEnumerable<EventSample> samples, DatasetManifest? manifest = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(samples);
        EventSample[] all = [.. samples.Select(s => s with { Manifest = manifest, DistributedSplit = s.DistributedSplit ?? s.Split })];
        SplitRule? rule = Array.Exists(all, s => s.Split is not null) ? Datasets.Splits.Official : null;
        return new EventDataset(root, manifest, [.. classes], all, rule).Select(s => s);
    }

    /// <summary>
    /// Makes sure that no two parts share a recording: that no file of one equals a file of another byte for byte, and that windows of one recording
    /// lie in one part. Reads only files that have the length and the first bytes of one in another part; empty files are passed over. What comes from a
    /// store is known by the digests on record.
    /// </summary>
    /// <param name="cancellationToken">Cancels between files.</param>
    /// <exception cref="DatasetException">Two parts share a recording; the message names both files.</exception>
    public void CheckNoLeak(CancellationToken cancellationToken = default) => LeakCheck.Run(this, cancellationToken);

    /// <inheritdoc/>
    public IEnumerator<EventSample> GetEnumerator() => ((IEnumerable<EventSample>)_samples).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Root}: {Count} recordings, {Classes.Count} classes";

    /// <summary>The recordings' places, class by class, each in the set's order.</summary>
    internal IEnumerable<int[]> IndicesByClass()
        => Enumerable.Range(0, Count).GroupBy(i => _samples[i].Label).OrderBy(g => g.Key).Select(g => g.ToArray());

    // Neighbours mostly share one text: the same object is not looked up again.
    private static HashSet<string> DistinctParts(EventSample[] samples)
    {
        HashSet<string> parts = [];
        string? last = null;
        foreach (EventSample sample in samples)
        {
            if (ReferenceEquals(sample.Split, last) || sample.Split is not { } part)
                continue;
            parts.Add(part);
            last = part;
        }

        return parts;
    }

    private EventDataset Pick(Func<int, bool> isWanted)
        => new(Root, Manifest, Classes, [.. _samples.Where((_, i) => isWanted(i))], SplitRule);
}
