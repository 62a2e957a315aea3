namespace NeuroKit.SideBySide;

/// <summary>A measurement cannot be made on this machine; the message says what is missing.</summary>
public sealed class BenchUnavailableException(string message) : InvalidOperationException(message);
