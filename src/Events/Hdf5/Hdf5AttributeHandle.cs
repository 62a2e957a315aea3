using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of an attribute.</summary>
internal sealed class Hdf5AttributeHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5A.close(id);
}
