namespace NeuroKit.Events.Hdf5;

/// <summary>Element types that are written, each least significant byte first.</summary>
internal enum Hdf5ElementType
{
    UInt8,
    UInt16,
    Int32,
    Int64,
    Single,
}
