namespace NeuroKit.Frames;

/// <summary>What <see cref="EventRepresentation.Write"/> did.</summary>
/// <param name="Length">Values written.</param>
/// <param name="DroppedOutOfRange">Events left out because they were outside the sensor (<see cref="OutOfRangeHandling.Drop"/>).</param>
public readonly record struct RepresentationInfo(int Length, int DroppedOutOfRange);
