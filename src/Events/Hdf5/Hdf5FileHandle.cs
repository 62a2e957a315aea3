using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of an open file.</summary>
internal sealed class Hdf5FileHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5F.close(id);
}
