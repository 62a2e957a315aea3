namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>A stream that the header declares.</summary>
/// <param name="Id">Its number, which its packets carry.</param>
/// <param name="Type">Identifier of its packets, for example <c>EVTS</c>; empty where it is not said.</param>
/// <param name="Origin">The module's name for it, for messages.</param>
/// <param name="Size">The sensor's size, where it is said.</param>
internal sealed record Aedat4Stream(int Id, string Type, string Origin, SensorSize? Size);
