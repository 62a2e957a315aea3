using System.Diagnostics.CodeAnalysis;
using NeuroKit.Events.Formats.Aedat2;
using NeuroKit.Events.Formats.Aedat31;
using NeuroKit.Events.Formats.Aedat4;
using NeuroKit.Events.Formats.Atis;
using NeuroKit.Events.Formats.Dat;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events;

/// <summary>The formats that a call knows. Immutable; <see cref="With"/> adds one explicitly, so that trimming keeps what is used.</summary>
public sealed class EventFormats
{
    private readonly EventFormat[] _formats;

    private EventFormats(EventFormat[] formats) => _formats = formats;

    /// <summary>The formats built in.</summary>
    public static EventFormats Default { get; } = new(
    [
        Aedat2Format.Instance,
        Aedat31Format.Instance,
        Aedat4Format.Instance,
        DatFormat.Instance,
        Atis40Format.Instance,
        NpyFormat.Instance,
        NpzFormat.Instance,
    ]);

    /// <summary>All formats, in the order in which they are asked.</summary>
    public IReadOnlyList<EventFormat> All => _formats;

    /// <summary>The formats that can be written.</summary>
    public IEnumerable<EventFormat> Writable => _formats.Where(f => f.Capabilities.CanWrite);

    /// <summary>These formats and one more; it replaces one of the same name.</summary>
    /// <param name="format">The format.</param>
    public EventFormats With(EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new EventFormats([.. _formats.Where(f => f.Name != format.Name), format]);
    }

    /// <summary>Finds a format by its identifier.</summary>
    /// <param name="name">The identifier, in any case.</param>
    /// <param name="format">The format.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out EventFormat? format)
    {
        format = Array.Find(_formats, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return format is not null;
    }

    /// <summary>Finds a format by its identifier.</summary>
    /// <param name="name">The identifier, in any case.</param>
    /// <exception cref="ArgumentException">No such format.</exception>
    public EventFormat Get(string name)
        => TryGet(name, out EventFormat? format)
            ? format
            : throw new ArgumentException($"There is no format '{name}'; known are {Names(_formats)}.", nameof(name));

    /// <summary>The format that a file name's extension means for writing.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="ArgumentException">No writable format has that extension.</exception>
    public EventFormat ForWriting(string name)
        => Array.Find(_formats, f => f.Capabilities.CanWrite && f.HasExtension(name))
            ?? throw new ArgumentException(
                $"No format writes '{Path.GetExtension(name)}' files; extensions are {string.Join(", ", Writable.SelectMany(f => f.Extensions).Distinct())}, or name the format.", nameof(name));

    /// <summary>Finds the format of content: by what it holds, by extension only where a format has no magic.</summary>
    /// <param name="start">The first bytes, <see cref="EventFormat.DetectBytes"/> of them where there are as many.</param>
    /// <param name="name">The file's name, where known.</param>
    /// <exception cref="UnknownEventFormatException">None fits, or several fit equally.</exception>
    public EventFormat Detect(ReadOnlySpan<byte> start, string? name)
    {
        EventFormat? best = null;
        FormatConfidence confidence = FormatConfidence.No;
        List<EventFormat>? ties = null;
        foreach (EventFormat format in _formats)
        {
            FormatConfidence found = format.Detect(start, name);
            if (found > confidence)
            {
                (best, confidence) = (format, found);
                ties = null;
            }
            else if (found == confidence && found != FormatConfidence.No)
            {
                (ties ??= [best!]).Add(format);
            }
        }

        if (best is null)
            ThrowUnknown(start, name);
        if (ties is not null)
        {
            throw new UnknownEventFormatException(name ?? "(stream)", $"content that fits {Names(ties)}",
                "one format; choose it (EventReadOptions.Format, --format)", [.. ties.Select(f => f.Name)]);
        }

        return best;
    }

    private static string Names(IEnumerable<EventFormat> formats) => string.Join(", ", formats.Select(f => f.Name));

    [DoesNotReturn]
    private void ThrowUnknown(ReadOnlySpan<byte> start, string? name)
    {
        string found = start.IsEmpty ? "an empty file" : KnownContent.Name(start) ?? (KnownContent.IsText(start) ? "text" : "a file") + " that begins with " + Printable(start[..Math.Min(16, start.Length)]);
        throw new UnknownEventFormatException(name ?? "(stream)", found,
            $"one of {Names(_formats)} (recordings without a magic need their extension or --format)", []);
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        bool text = true;
        foreach (byte b in bytes)
            text &= b is >= 0x20 and < 0x7F;
        return text ? $"\"{System.Text.Encoding.ASCII.GetString(bytes)}\"" : "bytes " + Convert.ToHexString(bytes);
    }
}
