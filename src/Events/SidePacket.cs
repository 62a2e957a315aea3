namespace NeuroKit.Events;

/// <summary>Kind of a side packet.</summary>
public enum SidePacketKind
{
    /// <summary>A special event (timer reset, external input, …) or another word that is not a pixel event.</summary>
    Special,

    /// <summary>An external trigger.</summary>
    Trigger,

    /// <summary>An inertial sample.</summary>
    Imu,

    /// <summary>An intensity frame (APS).</summary>
    Frame,

    /// <summary>Anything else the format interleaves.</summary>
    Other,
}

/// <summary>Something a recording interleaves with its pixel events, as the file holds it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="TimeMicroseconds">Its time.</param>
/// <param name="TypeCode">The format's own type number.</param>
/// <param name="Payload">Its bytes, as in the file.</param>
public sealed record SidePacket(SidePacketKind Kind, long TimeMicroseconds, int TypeCode, ReadOnlyMemory<byte> Payload);
