using System.Diagnostics;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores;

/// <summary>A set of a store: a data set's events, or frames of them, by given rules.</summary>
[DebuggerDisplay("{Kind} {Name}: {Recordings} recordings")]
public sealed record StoreSet
{
    /// <summary>The set's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>What it holds.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The data set's identifier, or its folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The key, 64 hexadecimal digits: of every source's digest, the readers' versions and the options. Equal keys, equal content.</summary>
    public required string Key { get; init; }

    /// <summary>How the recordings were read, or binned.</summary>
    public required string Options { get; init; }

    /// <summary>The rules of frames; empty for events.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Recordings held.</summary>
    public required int Recordings { get; init; }

    /// <summary>Recordings left out because they could not be read.</summary>
    public required int Failed { get; init; }

    /// <summary>Events in all.</summary>
    public required long Events { get; init; }

    /// <summary>Bytes of the segments.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether somebody who says a name means this set: its name, the beginning of its key, or its folder's name.</summary>
    /// <param name="name">What is said.</param>
    public bool IsMeantBy(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Name == name || Key.StartsWith(name, StringComparison.OrdinalIgnoreCase) || Path.GetFileName(Folder) == name;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Key[..Math.Min(16, Key.Length)]}";

    internal static StoreSet Of(OpenedSet set) => new()
    {
        Folder = set.Folder,
        Kind = set.Index.Facts.Kind,
        Name = set.Index.Facts.Name,
        Key = set.Index.Key.ToString(),
        Options = set.Index.Facts.Options,
        Rules = set.Index.Facts.Rules,
        Recordings = set.Index.Entries.Count(e => e.Failure is null),
        Failed = set.Index.Entries.Count(e => e.Failure is not null),
        Events = set.Index.Entries.Sum(e => e.Events),
        Bytes = set.Index.Segments.Sum(s => s.FileBytes),
    };
}
