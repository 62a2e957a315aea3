namespace NeuroKit.Events.Simulation;

/// <summary>Where a moving picture is: how far right of and below its place in the sensor's middle, in pixels of the picture.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public readonly record struct PathOffset(double X, double Y);
