namespace NeuroKit.Frames;

/// <summary>One frame's place in its recording.</summary>
/// <param name="Index">0, 1, … in time.</param>
/// <param name="Events">Events in the frame: the sum of its counts.</param>
public readonly record struct FrameInfo(int Index, long Events);

/// <summary>Receives frames as they are complete.</summary>
/// <param name="frame">Which frame.</param>
/// <param name="counts">Its counts <c>[2, H, W]</c>, channel 0 = OFF, channel 1 = ON; valid during the call only.</param>
public delegate void FrameHandler(FrameInfo frame, ReadOnlySpan<int> counts);
