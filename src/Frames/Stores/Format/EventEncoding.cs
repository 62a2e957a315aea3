namespace NeuroKit.Frames.Stores.Format;

/// <summary>How a record holds its events. The numbers are those in the file.</summary>
internal enum EventEncoding : ushort
{
    /// <summary>Time since the record's first as 32 bits, x, y and polarity in 16: 6 bytes an event.</summary>
    Packed16 = 1,

    /// <summary>Time since the record's first as 32 bits, x, y and polarity in 32: 8 bytes an event.</summary>
    Packed32 = 2,

    /// <summary>The columns as they are, 13 bytes an event: for what no camera gives (a polarity above 1, times over more than 71 minutes).</summary>
    Wide = 3,
}
