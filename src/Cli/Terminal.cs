using Spectre.Console;

namespace NeuroKit.Cli;

/// <summary>Spectre.Console over a writer that is known to be a terminal; loaded only where one is.</summary>
internal static class Terminal
{
    public static IAnsiConsole Over(TextWriter writer)
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") is null or "dumb";
        bool plain = dumb || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = dumb ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = dumb ? InteractionSupport.No : InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
    }
}
