using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>One file of frames being written: it appears when it is complete, or never.</summary>
/// <param name="path">The file's path.</param>
internal abstract class FrameFile(string path) : IDisposable
{
    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>Frames taken so far: T.</summary>
    public int Frames { get; private set; }

    /// <summary>Sum over the frames.</summary>
    public long Events { get; private set; }

    /// <summary>What the file holds, for example <c>uint16</c>.</summary>
    public abstract string ElementType { get; }

    /// <summary>Whether the elements became wider than usual, because a count did not fit.</summary>
    public virtual bool WasWidened => false;

    /// <summary>Begins anew: a first attempt is forgotten.</summary>
    public void Restart()
    {
        Frames = 0;
        Events = 0;
        Reset();
    }

    /// <summary>Takes the next frame; a <see cref="FrameHandler"/>.</summary>
    public void Add(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        Write(frame, counts);
        Frames++;
        Events += frame.Events;
    }

    /// <summary>Puts the file in its place.</summary>
    public abstract void Commit();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    protected abstract void Reset();

    protected abstract void Write(FrameInfo frame, ReadOnlySpan<int> counts);
}
