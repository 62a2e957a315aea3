namespace NeuroKit.Events.Formats.Atis;

/// <summary>What a reader makes of rows with y = 240, which mark that the clock overflowed.</summary>
public enum Atis40OverflowMarkers
{
    /// <summary>Add 2^13 µs to every time after a marker, leave the marker out and count it (as tonic and the data sets' own scripts do).</summary>
    Handle,

    /// <summary>A marker is an event like any other, and times stay as stored (as SpikingJelly does).</summary>
    Keep,
}
