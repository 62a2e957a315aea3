namespace NeuroKit.Events.Labels;

/// <summary>A stretch of a recording that belongs to a class: the events of <c>StartMicroseconds ≤ t &lt; EndMicroseconds</c>.</summary>
/// <param name="Row">Place among the rows of its file, from 0; header and blank lines do not count.</param>
/// <param name="Class">The class as the file says it (DVS-Gesture: 1 … 11).</param>
/// <param name="StartMicroseconds">First time inside.</param>
/// <param name="EndMicroseconds">First time outside.</param>
public readonly record struct LabelWindow(int Row, int Class, long StartMicroseconds, long EndMicroseconds);
