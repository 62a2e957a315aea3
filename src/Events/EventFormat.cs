using System.Diagnostics;
using NeuroKit.Events.IO;

namespace NeuroKit.Events;

/// <summary>One file format: how to recognise, read and write it. Immutable and thread-safe.</summary>
[DebuggerDisplay("{Name}")]
public abstract class EventFormat
{
    /// <summary>Bytes from a source's start that <see cref="Detect"/> is given, fewer where the source is shorter.</summary>
    public const int DetectBytes = 4096;

    /// <summary>The identifier, for example <c>aedat2</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A line about the format for people.</summary>
    public abstract string Description { get; }

    /// <summary>Extensions with their dot, the usual one first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>
    /// Version of what the reader makes of a recording: raised whenever the events that some recording gives change, so that whoever keeps
    /// decoded events (a store) decodes anew. Default: 1.
    /// </summary>
    public virtual int ReaderVersion => 1;

    /// <summary>What the format can hold.</summary>
    public abstract EventFormatCapabilities Capabilities { get; }

    /// <summary>Whether content is of this format.</summary>
    /// <param name="start">The first bytes, <see cref="DetectBytes"/> of them where there are as many.</param>
    /// <param name="name">The file's name, where known: formats without a magic go by its extension and by plausible content.</param>
    public abstract FormatConfidence Detect(ReadOnlySpan<byte> start, string? name);

    /// <summary>Opens a recording.</summary>
    /// <param name="source">The bytes, at the start; the reader owns it from now on.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InvalidEventDataException">The header contradicts the format.</exception>
    public abstract EventReader Open(EventSource source, EventReadOptions options);

    /// <summary>Begins a recording.</summary>
    /// <param name="destination">Where it goes; stays open. Formats that count events in their header seek back to it where the stream can seek, and collect what they need in a temporary file where it cannot.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="NotSupportedException">The format cannot be written.</exception>
    public virtual EventWriter Create(Stream destination, string name, EventWriteOptions options)
        => throw new NotSupportedException($"NeuroKit does not write {Name}; it writes {string.Join(", ", EventFormats.Default.Writable.Select(f => f.Name))}.");

    /// <summary>Whether a file name ends in one of the format's extensions.</summary>
    /// <param name="name">The name, or null.</param>
    public bool HasExtension(string? name)
    {
        if (name is null)
            return false;
        foreach (string extension in Extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
