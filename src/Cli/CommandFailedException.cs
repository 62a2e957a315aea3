namespace NeuroKit.Cli;

/// <summary>A verb cannot go on; the message is the one line that the user sees. Exit code 1.</summary>
/// <param name="message">What, where and why.</param>
internal sealed class CommandFailedException(string message) : Exception(message);
