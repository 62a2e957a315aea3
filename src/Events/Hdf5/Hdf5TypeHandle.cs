using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of a datatype.</summary>
internal sealed class Hdf5TypeHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5T.close(id);
}
