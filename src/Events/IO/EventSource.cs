using System.Buffers;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using NeuroKit.Events.Archives;

namespace NeuroKit.Events.IO;

/// <summary>
/// The bytes of a recording, from a file, a stream (seekable or not) or memory, as a window that a reader fetches, looks at and
/// advances. One pooled block is all it holds; memory is looked at in place. Not thread-safe.
/// </summary>
[DebuggerDisplay("{Name} at {Position} of {Length}")]
public sealed class EventSource : IDisposable
{
    /// <summary>Size of the block that is read at a time.</summary>
    public const int BlockBytes = 128 * 1024;

    private readonly SafeFileHandle? _handle;
    private readonly Stream? _stream;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly IDisposable? _owner; // of the memory
    private readonly bool _leaveOpen;
    private readonly long _origin; // where the stream stood when we got it: our position 0
    private byte[]? _block;
    private int _start;
    private int _end;
    private long _windowPosition; // position of the window's first byte (of _start)
    private bool _atEnd;
    private bool _disposed;

    private EventSource(string name, SafeFileHandle? handle, Stream? stream, ReadOnlyMemory<byte> memory, long? length, bool leaveOpen, IDisposable? owner = null)
    {
        Name = name;
        _handle = handle;
        _stream = stream;
        _memory = memory;
        _leaveOpen = leaveOpen;
        _owner = owner;
        Length = length;
        CanSeek = length is not null;
        if (stream is { CanSeek: true })
            _origin = stream.Position;
        if (handle is null && stream is null)
        {
            _end = memory.Length;
            _atEnd = true;
        }
    }

    /// <summary>Opens a file, or a member of an archive (<see cref="ArchivePath"/>). Pipes and devices are read as streams.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ArchiveException">The archive is broken or refused, or has no such member.</exception>
    /// <exception cref="IOException">It cannot be opened, or is standard input and that is closed.</exception>
    public static EventSource FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (ArchivePath.IsMember(path))
            return ArchivePath.OpenSource(path);
        StandardInput.ThrowIfClosed(path);
        // FileShare.ReadWrite: a recording may still be written to; it also saves the advisory lock's two system calls a file.
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.None);
        try
        {
            return new EventSource(path, handle, null, default, RandomAccess.GetLength(handle), leaveOpen: false) { FilePath = path };
        }
        catch (NotSupportedException)
        {
            return new EventSource(path, null, new FileStream(handle, FileAccess.Read, bufferSize: 0), default, null, leaveOpen: false);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads from a stream, from where it stands.</summary>
    /// <param name="stream">The stream; it need not seek.</param>
    /// <param name="name">A name for messages and for detection by extension.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the source is disposed.</param>
    public static EventSource FromStream(Stream stream, string? name = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        return new EventSource(name ?? (stream as FileStream)?.Name ?? "(stream)", null, stream, default, length, leaveOpen);
    }

    /// <summary>Looks at bytes in memory in place.</summary>
    /// <param name="memory">The bytes.</param>
    /// <param name="name">A name for messages and for detection by extension.</param>
    public static EventSource FromMemory(ReadOnlyMemory<byte> memory, string? name = null)
        => new(name ?? "(memory)", null, null, memory, memory.Length, leaveOpen: true);

    /// <summary>Reads memory that is given back when the source is disposed.</summary>
    internal static EventSource FromMemory(ReadOnlyMemory<byte> memory, string name, IDisposable owner)
        => new(name, null, null, memory, memory.Length, leaveOpen: true, owner);

    /// <summary>
    /// Opens a file that was made for a source's content, under the name that the content goes by; it is removed when the source is disposed.
    /// </summary>
    internal static EventSource FromTemporaryFile(string path, string name)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
        return new EventSource(name, handle, null, default, RandomAccess.GetLength(handle), leaveOpen: false) { FilePath = path };
    }

    /// <summary>The path or a name: for messages and for detection by extension.</summary>
    public string Name { get; }

    /// <summary>The path of the regular file that holds exactly these bytes, for libraries that open files by themselves; null where there is none.</summary>
    public string? FilePath { get; private init; }

    /// <summary>Length in bytes, where the source can seek.</summary>
    public long? Length { get; }

    /// <summary>Whether <see cref="Seek"/> and <see cref="ReadAt"/> work.</summary>
    public bool CanSeek { get; }

    /// <summary>Offset of the window's first byte from the start.</summary>
    public long Position => _windowPosition;

    /// <summary>The bytes already at hand, without reading.</summary>
    public ReadOnlySpan<byte> Window => _block is null ? _memory.Span[_start.._end] : _block.AsSpan(_start, _end - _start);

    /// <summary>
    /// The window, with at least <paramref name="minimumBytes"/> in it unless the source ends before. Often more is at hand.
    /// </summary>
    /// <param name="minimumBytes">Bytes wanted; a bound that the format sets, never a number from the file unchecked.</param>
    public ReadOnlySpan<byte> Fetch(int minimumBytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_end - _start < minimumBytes && !_atEnd)
        {
            MakeRoom(minimumBytes);
            int read = ReadCore(_block.AsSpan(_end), _windowPosition + (_end - _start));
            if (read == 0)
                _atEnd = true;
            _end += read;
        }

        return Window;
    }

    /// <summary>Fills the window as far as its block goes without blocking the thread.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask PrefetchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_stream is null)
        {
            // Local files and memory are not asynchronous sources: reading a cached block costs less than a hop between threads.
            Fetch(BlockBytes);
            return;
        }

        while (_end - _start < BlockBytes && !_atEnd)
        {
            MakeRoom(BlockBytes);
            int read = await _stream.ReadAsync(_block.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                _atEnd = true;
            _end += read;
        }
    }

    /// <summary>Drops bytes from the window's front.</summary>
    /// <param name="count">How many, at most what the window holds.</param>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        _windowPosition += count;
    }

    /// <summary>Skips bytes, reading over them where the source cannot seek.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many were there to skip.</returns>
    public long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (CanSeek && count > _end - _start)
        {
            long skipped = Math.Clamp(Length!.Value - _windowPosition, 0, count);
            Seek(_windowPosition + skipped);
            return skipped;
        }

        long left = count;
        while (left > 0)
        {
            int step = (int)Math.Min(left, Fetch(1).Length);
            if (step == 0)
                break;
            Advance(step);
            left -= step;
        }

        return count - left;
    }

    /// <summary>Moves to an offset from the start.</summary>
    /// <param name="position">The offset.</param>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    public void Seek(long position)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!CanSeek)
            throw new NotSupportedException($"{Name}: this stream cannot seek.");
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Length!.Value);
        long inWindow = position - _windowPosition;
        if (_handle is null && _stream is null)
        {
            _start = (int)position;
        }
        else if (inWindow >= -_start && inWindow <= _end - _start)
        {
            _start += (int)inWindow; // bytes before the window's front are still in the block
        }
        else
        {
            _start = _end = 0;
            _atEnd = false;
            if (_stream is not null)
                _stream.Position = _origin + position;
        }

        _windowPosition = position;
    }

    /// <summary>Reads at an offset without moving the window.</summary>
    /// <param name="position">Offset from the start.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>Bytes read; fewer than asked for only at the end.</returns>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    public int ReadAt(long position, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!CanSeek)
            throw new NotSupportedException($"{Name}: this stream cannot seek.");
        if (position < 0 || position >= Length!.Value)
            return 0;
        if (_handle is null && _stream is null)
        {
            ReadOnlySpan<byte> from = _memory.Span[(int)position..];
            int count = Math.Min(from.Length, destination.Length);
            from[..count].CopyTo(destination);
            return count;
        }

        long inWindow = position - _windowPosition;
        if (inWindow >= -_start && inWindow + destination.Length <= _end - _start)
        {
            _block.AsSpan(_start + (int)inWindow, destination.Length).CopyTo(destination);
            return destination.Length;
        }

        if (_handle is not null)
        {
            int total = 0;
            while (total < destination.Length)
            {
                int read = RandomAccess.Read(_handle, destination[total..], position + total);
                if (read == 0)
                    break;
                total += read;
            }

            return total;
        }

        long back = _stream!.Position;
        try
        {
            _stream.Position = _origin + position;
            return _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        finally
        {
            _stream.Position = back;
        }
    }

    /// <summary>Returns the block to the pool and closes the file, or the stream unless told to leave it open.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_block is not null)
            ArrayPool<byte>.Shared.Return(_block);
        _block = null;
        _start = _end = 0;
        _owner?.Dispose();
        if (_leaveOpen)
            return;
        _handle?.Dispose();
        _stream?.Dispose();
    }

    private int ReadCore(Span<byte> destination, long position)
        => _handle is not null ? RandomAccess.Read(_handle, destination, position) : _stream!.Read(destination);

    private void MakeRoom(int minimumBytes)
    {
        int held = _end - _start;
        int wanted = Math.Max(BlockBytes, minimumBytes);
        if (_block is null)
        {
            // A small file needs no more than its own length (and one byte, to see its end).
            if (Length is { } length && length < wanted)
                wanted = (int)length + 1;
            _block = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, 256));
            return;
        }

        if (_end < _block.Length && _block.Length - _start >= minimumBytes)
            return;
        if (_block.Length >= wanted)
        {
            Buffer.BlockCopy(_block, _start, _block, 0, held);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
            Buffer.BlockCopy(_block, _start, larger, 0, held);
            ArrayPool<byte>.Shared.Return(_block);
            _block = larger;
        }

        _start = 0;
        _end = held;
    }
}
