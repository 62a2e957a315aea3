namespace NeuroKit.Events.Hdf5;

/// <summary>Element type of exported frames.</summary>
public enum Hdf5FrameElement
{
    /// <summary>uint16, and int32 for the whole file where a count does not fit.</summary>
    Automatic,

    /// <summary>uint8, for counts proven to fit.</summary>
    Byte,

    /// <summary>uint16.</summary>
    UInt16,

    /// <summary>int32.</summary>
    Int32,

    /// <summary>float32, for representations that are no counts.</summary>
    Single,
}
