using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Owns the identifier of a property list.</summary>
internal sealed class Hdf5PropertiesHandle(long id) : Hdf5Handle(id)
{
    protected override int Close(long id) => H5P.close(id);
}
