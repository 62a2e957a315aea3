using System.IO.MemoryMappedFiles;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A file mapped for reading until nobody holds this object. Whoever uses its pointer keeps it alive.</summary>
internal sealed unsafe class MappedFile
{
    private readonly MemoryMappedFile _file; // goes with the object
    private readonly MemoryMappedViewAccessor _view;

    public MappedFile(string path, int length)
    {
        Length = length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* data = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        Data = data + _view.PointerOffset;
    }

    // Ordinary finalizers run before those of safe handles: the view's own unmaps then, once the pointer is given back.
    ~MappedFile() => _view?.SafeMemoryMappedViewHandle.ReleasePointer();

    public byte* Data { get; }

    public int Length { get; }
}
