using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Events.Archives;

/// <summary>An archive's bytes, read at positions: several threads may read at once, each where it likes.</summary>
internal abstract class ArchiveBytes(string name, long length) : IDisposable
{
    /// <summary>The archive's name, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>Its length.</summary>
    public long Length { get; } = length;

    /// <summary>Reads; less than asked for only at the end.</summary>
    public int Read(long position, Span<byte> into)
    {
        if (position < 0 || position >= Length)
            return 0;
        into = into[..(int)Math.Min(into.Length, Length - position)];
        int total = 0;
        while (total < into.Length)
        {
            int read = ReadSome(position + total, into[total..]);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    public virtual void Dispose()
    {
    }

    protected abstract int ReadSome(long position, Span<byte> into);

    public static ArchiveBytes OfFile(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new FileBytes(path, handle, null);
        }
        catch (NotSupportedException error)
        {
            handle.Dispose();
            throw new ArchiveException(path, null, null, "something that cannot seek", "a file", error);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Of a file that is open already and goes with this.</summary>
    public static ArchiveBytes OfFile(string name, FileStream file)
    {
        file.Flush();
        return new FileBytes(name, file.SafeFileHandle, file);
    }

    public static ArchiveBytes OfMemory(string name, ReadOnlyMemory<byte> memory, IDisposable? owner = null) => new MemoryBytes(name, memory, owner);

    /// <summary>Of a stretch of another's, which must outlive it.</summary>
    public static ArchiveBytes OfRange(string name, ArchiveBytes of, long start, long length) => new RangeBytes(name, of, start, length);

    private sealed class FileBytes(string name, SafeFileHandle handle, FileStream? file) : ArchiveBytes(name, RandomAccess.GetLength(handle))
    {
        public override void Dispose()
        {
            file?.Dispose();
            handle.Dispose();
        }

        protected override int ReadSome(long position, Span<byte> into) => RandomAccess.Read(handle, into, position);
    }

    private sealed class MemoryBytes(string name, ReadOnlyMemory<byte> memory, IDisposable? owner) : ArchiveBytes(name, memory.Length)
    {
        private volatile bool _disposed;

        public override void Dispose()
        {
            _disposed = true;
            owner?.Dispose();
        }

        protected override int ReadSome(long position, Span<byte> into)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            memory.Span.Slice((int)position, into.Length).CopyTo(into);
            return into.Length;
        }
    }

    private sealed class RangeBytes(string name, ArchiveBytes of, long start, long length) : ArchiveBytes(name, length)
    {
        protected override int ReadSome(long position, Span<byte> into) => of.Read(start + position, into);
    }
}
