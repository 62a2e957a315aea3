namespace NeuroKit.Events;

/// <summary>One pixel event: the pixel at (<see cref="X"/>, <see cref="Y"/>) changed at <see cref="T"/>.</summary>
/// <param name="T">Time in microseconds.</param>
/// <param name="X">Column, the file's raw field (no flip).</param>
/// <param name="Y">Row, the file's raw field (no flip; jAER's y runs upward).</param>
/// <param name="P">Polarity: 1 = ON (brighter), 0 = OFF (darker).</param>
public readonly record struct Event(long T, ushort X, ushort Y, byte P);
