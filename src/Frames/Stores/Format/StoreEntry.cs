using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Labels;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>What a set knows of one recording: the facts of the data set, where its record is, and what it was made from.</summary>
internal sealed record StoreEntry
{
    /// <summary>Bytes of the shortest entry, for bounds.</summary>
    public const int LeastBytes = 150;

    public required string Id { get; init; }

    public required int Label { get; init; }

    public required string ClassName { get; init; }

    public string? Split { get; init; }

    public string? Subject { get; init; }

    public string? Condition { get; init; }

    /// <summary>The stretch of the recording that the sample is; null: all of it.</summary>
    public LabelWindow? Window { get; init; }

    /// <summary>Name of the format it was read from.</summary>
    public string Format { get; init; } = "";

    /// <summary><see cref="EventFormat.ReaderVersion"/> of that format.</summary>
    public int ReaderVersion { get; init; }

    /// <summary>Why it could not be imported; null where it was.</summary>
    public string? Failure { get; init; }

    /// <summary>Where its record begins in the segment, and how long it is with its padding.</summary>
    public long Offset { get; init; }

    public long Bytes { get; init; }

    public long Events { get; init; }

    public long MinTime { get; init; }

    public long MaxTime { get; init; }

    /// <summary>Events earlier than the one before them.</summary>
    public long StepsBack { get; init; }

    /// <summary>Things that the reader noted.</summary>
    public long Issues { get; init; }

    public SensorSize? Size { get; init; }

    /// <summary>SHA-256 of the source's bytes; of a frame set, of the record of events.</summary>
    public Digest Source { get; init; }

    /// <summary>What the record depends on: source, reader's version, options.</summary>
    public Digest Key { get; init; }

    /// <summary>SHA-256 of the record.</summary>
    public Digest Content { get; init; }

    /// <summary>The facts that a data set has of a sample.</summary>
    public static StoreEntry Of(EventSample sample) => new()
    {
        Id = sample.Id,
        Label = sample.Label,
        ClassName = sample.ClassName,
        Split = sample.Split,
        Subject = sample.Subject,
        Condition = sample.Condition,
        Window = sample.Window,
    };

    public void Write(BinaryWriter to)
    {
        to.Write(Id);
        to.Write(Label);
        to.Write(ClassName);
        WriteOptional(to, Split);
        WriteOptional(to, Subject);
        WriteOptional(to, Condition);
        to.Write(Window is not null);
        if (Window is { } window)
        {
            to.Write(window.Row);
            to.Write(window.Class);
            to.Write(window.StartMicroseconds);
            to.Write(window.EndMicroseconds);
        }

        to.Write(Format);
        to.Write(ReaderVersion);
        WriteOptional(to, Failure);
        to.Write(Offset);
        to.Write(Bytes);
        to.Write(Events);
        to.Write(MinTime);
        to.Write(MaxTime);
        to.Write(StepsBack);
        to.Write(Issues);
        to.Write(Size?.Width ?? 0);
        to.Write(Size?.Height ?? 0);
        to.Write(Source.Span);
        to.Write(Key.Span);
        to.Write(Content.Span);
    }

    public static StoreEntry Read(BinaryReader from, NameTable names)
    {
        return new StoreEntry
        {
            Id = from.ReadString(),
            Label = from.ReadInt32(),
            ClassName = names.Unique(from.ReadString())!,
            Split = names.Unique(ReadOptional(from)),
            Subject = names.Unique(ReadOptional(from)),
            Condition = names.Unique(ReadOptional(from)),
            Window = from.ReadBoolean() ? new LabelWindow(from.ReadInt32(), from.ReadInt32(), from.ReadInt64(), from.ReadInt64()) : null,
            Format = names.Unique(from.ReadString())!,
            ReaderVersion = from.ReadInt32(),
            Failure = ReadOptional(from),
            Offset = from.ReadInt64(),
            Bytes = from.ReadInt64(),
            Events = from.ReadInt64(),
            MinTime = from.ReadInt64(),
            MaxTime = from.ReadInt64(),
            StepsBack = from.ReadInt64(),
            Issues = from.ReadInt64(),
            Size = ReadSize(from),
            Source = ReadDigest(from),
            Key = ReadDigest(from),
            Content = ReadDigest(from),
        };
    }

    private static SensorSize? ReadSize(BinaryReader from)
    {
        (int width, int height) = (from.ReadInt32(), from.ReadInt32());
        return width == 0 && height == 0 ? null : new SensorSize(width, height);
    }

    private static Digest ReadDigest(BinaryReader from)
    {
        Span<byte> bytes = stackalloc byte[Digest.Bytes];
        from.BaseStream.ReadExactly(bytes);
        return Digest.From(bytes);
    }

    private static void WriteOptional(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
            to.Write(text);
    }

    private static string? ReadOptional(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;
}
