using System.Text;

namespace NeuroKit.Cli;

/// <summary>Where a run of the tool writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="outputIsTerminal">Whether a person reads the output: tables get borders and colours.</param>
/// <param name="errorIsTerminal">Whether a person watches: progress is shown in place.</param>
internal sealed class ToolConsole(TextWriter output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false)
{
    /// <summary>The result and nothing else.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Progress, notes, warnings and errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether the output is a terminal.</summary>
    public bool OutputIsTerminal { get; } = outputIsTerminal;

    /// <summary>Whether the error output is a terminal.</summary>
    public bool ErrorIsTerminal { get; } = errorIsTerminal;

    /// <summary>Says why something failed.</summary>
    public void Fail(string message) => Say("neurokit: " + message);

    /// <summary>Says what is doubtful in what was done.</summary>
    public void Warn(string message) => Say("warning: " + message);

    /// <summary>Says what was done.</summary>
    public void Note(string message) => Say(message);

    private void Say(string line)
    {
        Out.Flush(); // where both go to one screen, lines stay in order
        Error.WriteLine(Plain(line));
    }

    // A message may quote a file, and a file may hold what moves a terminal's cursor or breaks a line where scripts see two.
    private static string Plain(string line)
    {
        if (!line.Any(IsSpecial))
            return line;
        var plain = new StringBuilder(line.Length);
        foreach (char c in line)
            plain.Append(IsSpecial(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return plain.ToString();

        static bool IsSpecial(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u2028' or '\u2029';
    }
}
