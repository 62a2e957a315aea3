namespace NeuroKit.Cli;

/// <summary>The command line asks for something that cannot be meant; found only after parsing. Exit code 2.</summary>
/// <param name="message">What, and which option puts it right.</param>
internal sealed class UsageException(string message) : Exception(message);
