using System.Diagnostics;
using NeuroKit.Events;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames;

/// <summary>
/// Writes frames one by one as they are complete into a NumPy array <c>[T, 2, H, W]</c>, row-major, whose T is known at the end. Counts
/// are uint16; where one exceeds 65,535 the array becomes int32 (<see cref="Widened"/>), never wrapped nor saturated. The file appears
/// under its name on <see cref="Complete"/>; disposed before that, nothing is left. Memory is that of two frames. Not thread-safe.
/// </summary>
[DebuggerDisplay("{Path}: {FramesWritten} frames of {Size}")]
public abstract class FrameFileWriter : IDisposable
{
    private readonly AtomicFile _file;
    private readonly int _cells;
    private FrameStream? _frames;
    private bool _isIntact = true; // false where writing a frame failed half-way (a full disk): such a file is never completed
    private bool _completed;
    private bool _disposed;

    private protected FrameFileWriter(string path, SensorSize size)
    {
        long cells = 2 * size.Pixels;
        if (cells is 0 or > int.MaxValue / sizeof(int))
            throw new ArgumentException($"A sensor of {size} has {cells} cells a frame; from 1 to {int.MaxValue / sizeof(int)} can be written.", nameof(size));
        _cells = (int)cells;
        Size = size;
        _file = new AtomicFile(path);
        Path = path;
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The sensor.</summary>
    public SensorSize Size { get; }

    /// <summary>Frames written so far: T in the end.</summary>
    public int FramesWritten => _frames?.Frames ?? 0;

    /// <summary>Whether a count exceeded 65,535, so that the array is int32 instead of uint16.</summary>
    public bool Widened => _frames?.Widened ?? false;

    /// <summary>Writes the next frame.</summary>
    /// <param name="counts">Counts <c>[2, H, W]</c>, row-major: a <see cref="FrameHandler"/>'s.</param>
    /// <exception cref="ArgumentException">It is not a frame of this size.</exception>
    public void Write(ReadOnlySpan<int> counts)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed)
            throw new InvalidOperationException($"{Path}: the array is complete; nothing can be added.");
        if (counts.Length != _cells)
            throw new ArgumentException($"{counts.Length} counts are not a frame of {Size}, which has {_cells}.", nameof(counts));
        RequireIntact();
        _isIntact = false;
        (_frames ??= new FrameStream(Begin(_file.Stream), _cells)).Write(counts);
        _isIntact = true;
    }

    /// <summary>Puts T into the header and the file in its place.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed)
            return;
        RequireIntact();
        _frames ??= new FrameStream(Begin(_file.Stream), _cells);
        Finish(_file.Stream);
        _completed = true;
        _file.Commit();
    }

    /// <summary>Frees what the writer holds; a file that is not complete is removed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _frames?.Dispose();
        Release();
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    // Gives the stream that frames go to, at the place of the first.
    private protected abstract Stream Begin(Stream file);

    private protected abstract void Finish(Stream file);

    private protected virtual void Release()
    {
    }

    private void RequireIntact()
    {
        if (!_isIntact)
            throw new InvalidOperationException($"{Path}: an error while a frame was written has broken the array; write it again.");
    }

    private protected byte[] Header()
        => NpyHeaderText.Build(Widened ? NpyDescr.Of<int>() : NpyDescr.Of<ushort>(), FramesWritten, 2, Size.Height, Size.Width);
}
