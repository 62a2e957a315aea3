using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of a group, dataset or committed datatype.</summary>
internal sealed class Hdf5ObjectHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5O.close(id);
}
