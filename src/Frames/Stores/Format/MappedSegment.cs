using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A segment mapped into memory. The mapping lives as long as somebody holds this object or memory of it, so that records can be handed out
/// without anyone having to dispose them; the system takes the pages back when it needs them.
/// </summary>
internal sealed unsafe class MappedSegment : MemoryManager<byte>
{
    private readonly MappedFile _file;

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
        _file = new MappedFile(path, (int)expected.FileBytes);
    }

    public override Span<byte> GetSpan() => new(_file.Data, _file.Length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_file.Data + elementIndex);

    public override void Unpin()
    {
    }

    // Records that were handed out may still be looked at: the mapping goes when nobody holds it.
    protected override void Dispose(bool disposing)
    {
    }
}
