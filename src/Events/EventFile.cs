using NeuroKit.Events.IO;

namespace NeuroKit.Events;

/// <summary>Opens, identifies and writes recordings: the entry to <c>EventFile → EventReader → EventBuffer → EventSpan</c>.</summary>
public static class EventFile
{
    /// <summary>Opens a file, or a member of an archive (<c>a.zip!/b.aedat</c>); its format is found by content unless the options name it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How to read; default <see cref="EventReadOptions.Default"/>.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="UnknownEventFormatException">No format fits, or several do.</exception>
    /// <exception cref="InvalidEventDataException">The header contradicts the format.</exception>
    public static EventReader Open(string path, EventReadOptions? options = null, EventFormats? formats = null)
        => Open(EventSource.FromFile(path), options, formats);

    /// <summary>Opens a recording from a stream, which need not seek.</summary>
    /// <param name="stream">The stream, at the recording's start.</param>
    /// <param name="name">A name for messages and for formats that go by extension.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    public static EventReader Open(Stream stream, string? name = null, EventReadOptions? options = null, EventFormats? formats = null, bool leaveOpen = false)
        => Open(EventSource.FromStream(stream, name, leaveOpen), options, formats);

    /// <summary>Opens a recording in memory; the bytes are looked at in place.</summary>
    /// <param name="memory">The bytes.</param>
    /// <param name="name">A name for messages and for formats that go by extension.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    public static EventReader Open(ReadOnlyMemory<byte> memory, string? name = null, EventReadOptions? options = null, EventFormats? formats = null)
        => Open(EventSource.FromMemory(memory, name), options, formats);

    /// <summary>Opens a recording from a source.</summary>
    /// <param name="source">The source, at the recording's start; the reader owns it from now on.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    public static EventReader Open(EventSource source, EventReadOptions? options = null, EventFormats? formats = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= EventReadOptions.Default;
        try
        {
            return Choose(source, options, formats ?? EventFormats.Default).Open(source, options);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Open(string, EventReadOptions?, EventFormats?)"/>. A local file opens at once.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static ValueTask<EventReader> OpenAsync(
        string path, EventReadOptions? options = null, EventFormats? formats = null, CancellationToken cancellationToken = default)
        => OpenAsync(EventSource.FromFile(path), options, formats, cancellationToken);

    /// <summary>Opens a recording from a stream without blocking the thread while its first block is on its way.</summary>
    /// <param name="stream">The stream, at the recording's start.</param>
    /// <param name="name">A name for messages and for formats that go by extension.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static ValueTask<EventReader> OpenAsync(
        Stream stream, string? name = null, EventReadOptions? options = null, EventFormats? formats = null, bool leaveOpen = false,
        CancellationToken cancellationToken = default)
        => OpenAsync(EventSource.FromStream(stream, name, leaveOpen), options, formats, cancellationToken);

    /// <summary>The format of a file, by its content.</summary>
    /// <param name="path">The path.</param>
    /// <param name="formats">The formats known.</param>
    /// <exception cref="UnknownEventFormatException">No format fits, or several do.</exception>
    public static EventFormat Detect(string path, EventFormats? formats = null)
    {
        using EventSource source = EventSource.FromFile(path);
        return Choose(source, EventReadOptions.Default, formats ?? EventFormats.Default);
    }

    /// <summary>What a file says of itself: format, size, start, header text; no event is decoded.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    public static EventHeader Identify(string path, EventReadOptions? options = null, EventFormats? formats = null)
    {
        using EventReader reader = Open(path, options, formats);
        return reader.Header;
    }

    /// <summary>
    /// Begins a file. It appears under its name when <see cref="EventWriter.Complete"/> is called; disposed before that, nothing is left.
    /// </summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="options">How to write; the format is the extension's unless named.</param>
    /// <param name="formats">The formats known.</param>
    public static EventWriter Create(string path, EventWriteOptions? options = null, EventFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= EventWriteOptions.Default;
        EventFormat format = ForWriting(path, options, formats ?? EventFormats.Default);
        var file = new AtomicFile(path);
        try
        {
            EventWriter writer = format.Create(file.Stream, path, options);
            writer.Own(file);
            return writer;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins a recording on a stream.</summary>
    /// <param name="stream">The stream; stays open.</param>
    /// <param name="format">The format's identifier.</param>
    /// <param name="options">How to write.</param>
    /// <param name="formats">The formats known.</param>
    public static EventWriter Create(Stream stream, string format, EventWriteOptions? options = null, EventFormats? formats = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return (formats ?? EventFormats.Default).Get(format)
            .Create(stream, (stream as FileStream)?.Name ?? "(stream)", options ?? EventWriteOptions.Default);
    }

    /// <summary>Writes events as a file, whole or not at all.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="events">The events.</param>
    /// <param name="options">How to write; the format is the extension's unless named.</param>
    /// <param name="formats">The formats known.</param>
    /// <exception cref="UnrepresentableEventException">The format cannot hold an event.</exception>
    public static void Write(string path, EventSpan events, EventWriteOptions? options = null, EventFormats? formats = null)
    {
        using EventWriter writer = Create(path, options, formats);
        writer.Write(events);
        writer.Complete();
    }

    private static EventFormat ForWriting(string path, EventWriteOptions options, EventFormats formats)
        => options.Format is { } name ? formats.Get(name) : formats.ForWriting(path);

    private static async ValueTask<EventReader> OpenAsync(
        EventSource source, EventReadOptions? options, EventFormats? formats, CancellationToken cancellationToken)
    {
        try
        {
            await source.PrefetchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            source.Dispose();
            throw;
        }

        return Open(source, options, formats);
    }

    private static EventFormat Choose(EventSource source, EventReadOptions options, EventFormats formats)
    {
        if (options.Format is { } name)
            return formats.Get(name);
        ReadOnlySpan<byte> start = source.Fetch(EventFormat.DetectBytes);
        return formats.Detect(start[..Math.Min(start.Length, EventFormat.DetectBytes)], source.Name);
    }
}
