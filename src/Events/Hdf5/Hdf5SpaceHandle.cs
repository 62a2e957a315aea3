using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of a dataspace.</summary>
internal sealed class Hdf5SpaceHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5S.close(id);
}
