using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A segment mapped into memory. The mapping lives as long as somebody holds this object or memory of it, so that records can be handed out
/// without anyone having to dispose them; the system takes the pages back when it needs them.
/// </summary>
internal sealed unsafe class MappedSegment : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;
    private readonly int _length;

    public MappedSegment(string path, SegmentHeader expected)
    {
        // The header once more: what is mapped must be what the index was made of.
        using (SafeFileHandle file = File.OpenHandle(path))
        {
            if (SegmentFile.ReadHeader(file, path) != expected)
                throw new StoreException(path, "is not the segment that the set's index names");
        }

        if (expected.FileBytes > Array.MaxLength)
            throw new StoreException(path, $"is {expected.FileBytes} bytes long, more than can be mapped at a time");
        _length = (int)expected.FileBytes;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        _data += _view.PointerOffset;
    }

    // Ordinary finalizers run before those of safe handles: the view's own unmaps then, once the pointer is given back.
    ~MappedSegment() => _view?.SafeMemoryMappedViewHandle.ReleasePointer();

    public override Span<byte> GetSpan() => new(_data, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_data + elementIndex);

    public override void Unpin()
    {
    }

    // Records that were handed out may still be looked at: only the finalizer knows that none is.
    protected override void Dispose(bool disposing)
    {
    }
}
