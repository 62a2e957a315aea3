using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NeuroKit.Events;

namespace NeuroKit.Cli;

/// <summary>Turns what was thrown into the one line that a person reads.</summary>
internal static partial class Failure
{
    /// <summary>Whether an exception is about the user's files or wishes, and so is one line; anything else is a fault of ours.</summary>
    public static bool IsExpected(Exception exception)
        => exception is NeuroKitException or CommandFailedException or IOException or UnauthorizedAccessException
            or NotSupportedException or ArgumentException or ExternalException /* libtorch's own */ or InvalidOperationException or OutOfMemoryException;

    /// <summary>The line: what, where and why.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="file">The file at hand, named in front unless the message names it already.</param>
    public static string Line(Exception exception, string? file = null)
    {
        string message = exception switch
        {
            FileNotFoundException or UnauthorizedAccessException when file is not null && Directory.Exists(file) => "is a folder; expected a file",
            FileNotFoundException or DirectoryNotFoundException when file is not null && !File.Exists(file) && !Directory.Exists(file) && !exception.Message.StartsWith(file, StringComparison.Ordinal)
                => "no such file",
            OutOfMemoryException => "not enough memory",
            ArgumentException { ParamName: { } parameter } => exception.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal),
            _ => exception.Message,
        };
        message = TemporaryName().Replace(message, "$1"); // what is written has another name until it is whole
        message = string.Join(' ', message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return file is null || message.StartsWith(file, StringComparison.Ordinal) ? message : $"{file}: {message}";
    }

    [GeneratedRegex(@"(?<=[/\\])\.([^/\\]+)\.[0-9a-f]{32}\.tmp")]
    private static partial Regex TemporaryName();
}
