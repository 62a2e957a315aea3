using System.Runtime.InteropServices;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Owns an identifier of the library. Identifiers are 64 bits wide, as pointers are on every system that the library is loaded on.
/// </summary>
internal abstract class Hdf5Handle : SafeHandle
{
    protected Hdf5Handle(long id)
        : base(-1, ownsHandle: true)
        => SetHandle((nint)id);

    public override bool IsInvalid => handle < 0;

    /// <summary>The identifier, while the handle is open.</summary>
    public long Id
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return handle;
        }
    }

    protected abstract int Close(long id);

    // Finalizers come here too, from their own thread: the library must not be called from two at once.
    protected override bool ReleaseHandle()
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        return Close(handle) >= 0;
    }
}
