namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>Address layout of an AEDAT 2.0 recording.</summary>
public enum Aedat2Chip
{
    /// <summary>
    /// Read by the header's <c>AEChip</c> or <c>HardwareInterface</c> line, else by whether an early address exceeds 16 bits; written as DAVIS
    /// where the sensor's size is given and larger than 128 × 128, else as DVS128.
    /// </summary>
    Auto,

    /// <summary>DVS128: x bits 1–7, y bits 8–14, bit 0 set = OFF, bit 15 set = special.</summary>
    Dvs128,

    /// <summary>DAVIS: y bits 22–30, x bits 12–21, bit 11 set = ON, bit 10 set = external event, bit 31 set = APS or IMU word.</summary>
    Davis,
}
