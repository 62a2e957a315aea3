namespace NeuroKit.Frames.Stores.Format;

/// <summary>What a set is, apart from its recordings.</summary>
internal sealed record SetFacts
{
    public required StoreKind Kind { get; init; }

    /// <summary>The data set's identifier, or its folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>How recordings were read (<see cref="OptionText"/>); of a frame set, how they were binned.</summary>
    public required string Options { get; init; }

    /// <summary>Rules of a frame set, one for each block of its records; none for events.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The classes' names by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The data set's manifest as JSON, where there is one.</summary>
    public string? Manifest { get; init; }

    /// <summary>
    /// The set's key: of everything above but the manifest, and of every recording's facts and key, so of its source's digest, its reader's
    /// version and the options.
    /// </summary>
    public Digest KeyOf(IEnumerable<StoreEntry> entries)
    {
        using var bytes = new MemoryStream();
        using var text = new BinaryWriter(bytes);
        text.Write("neurokit set 1");
        text.Write((int)Kind);
        text.Write(Name);
        text.Write(Options);
        WriteAll(text, Rules);
        WriteAll(text, Classes);
        foreach (StoreEntry entry in entries)
        {
            text.Write(entry.Id);
            text.Write(entry.Label);
            text.Write(entry.Split ?? "");
            text.Write(entry.Subject ?? "");
            text.Write(entry.Condition ?? "");
            text.Write(entry.Failure is null);
            text.Write(entry.Key.Span);
        }

        text.Flush();
        return Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Name);
        to.Write(Options);
        WriteAll(to, Rules);
        WriteAll(to, Classes);
        to.Write(Manifest is not null);
        if (Manifest is not null)
            to.Write(Manifest);
    }

    public static SetFacts Read(BinaryReader from, StoreKind kind) => new()
    {
        Kind = kind,
        Name = from.ReadString(),
        Options = from.ReadString(),
        Rules = ReadAll(from),
        Classes = ReadAll(from),
        Manifest = from.ReadBoolean() ? from.ReadString() : null,
    };

    private static void WriteAll(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write(texts.Count);
        foreach (string text in texts)
            to.Write(text);
    }

    private static List<string> ReadAll(BinaryReader from)
    {
        int count = from.ReadInt32();
        if (count < 0 || count > from.BaseStream.Length)
            throw new FormatException($"{count} names");
        var texts = new List<string>();
        for (int i = 0; i < count; i++)
            texts.Add(from.ReadString());
        return texts;
    }
}
