using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using NeuroKit.Cli.Commands;

namespace NeuroKit.Cli;

/// <summary>The command line as a function: arguments in, two writers, an exit code. Tests call it as the process does.</summary>
internal static class Tool
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="console">Where results and messages go.</param>
    /// <param name="cancellationToken">Interrupts: what is half-written is taken away.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken = default)
    {
        RootCommand root = CreateRoot(console);
        ParseResult parsed = root.Parse(args);
        bool informs = parsed.Action is HelpAction || parsed.GetResult("--version") is not null;
        if (!informs && (parsed.Errors.Count > 0 || UnknownOption(parsed) is not null))
            return RejectUsage(root, parsed, console);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = console.Out,
                    Error = console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Fail("interrupted; nothing half-written is left");
            return ExitCode.Interrupted;
        }
        catch (UsageException exception)
        {
            console.Fail(exception.Message);
            console.Error.WriteLine(Try(parsed));
            return ExitCode.Usage;
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            console.Fail(Failure.Line(exception));
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            // A fault of ours. The user still gets a line; whoever looks for the fault asks for the rest.
            console.Fail($"a fault in neurokit itself: {exception.GetType().Name}: {Failure.Line(exception)} (NEUROKIT_TRACE=1 tells where)");
            if (Environment.GetEnvironmentVariable("NEUROKIT_TRACE") == "1")
                console.Error.WriteLine(exception);
            return ExitCode.Failed;
        }
    }

    private static RootCommand CreateRoot(ToolConsole console)
    {
        var root = new RootCommand("Event-camera recordings: look at them, convert them, turn them into frame tensors and pictures; spiking networks: describe, train and use them.")
        {
            new InfoCommand(console),
            new ConvertCommand(console),
            new FramesCommand(console),
            new SimulateCommand(console),
            new DemoCommand(console),
            new DatasetCommand(console),
            new DescribeCommand(console),
            new CacheCommand(console),
            new TrainCommand(console),
            new EvaluateCommand(console),
            new AnalyzeCommand(console),
            new PredictCommand(console),
            new EnergyCommand(console),
            new ExportCommand(console),
            new DistillCommand(console),
            new CompareCommand(console),
            new ExperimentCommand(console),
            new FormatsCommand(console),
            new DoctorCommand(console),
            new BenchCommand(console),
        };
        return root;
    }

    private static int RejectUsage(RootCommand root, ParseResult parsed, ToolConsole console)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.Tokens.Count == 0)
        {
            // Nothing was asked: say what can be, where it does not look like a result.
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = console.Error, Error = console.Error });
            return ExitCode.Usage;
        }

        foreach (string message in Messages(parsed, command).Distinct())
            console.Fail(message);
        console.Error.WriteLine(Try(parsed));
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Messages(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens.Append(UnknownOption(parsed)).FirstOrDefault(token => token is not null) is { } unknown)
        {
            // What follows an unknown word is of its making: one message is enough.
            if (unknown.StartsWith('-'))
            {
                string[] options = [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name)];
                string name = unknown.Split('=', 2)[0];
                yield return $"there is no option '{name}'{(command is RootCommand ? "" : $" of '{command.Name}'")}{Spelling.Hint(name, options)}";
            }
            else if (command is RootCommand || command.Subcommands.Count > 0)
            {
                yield return $"there is no verb '{unknown}'{Spelling.Hint(unknown, [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)])}";
            }
            else
            {
                yield return $"'{command.Name}' does not take '{unknown}' as well";
            }

            yield break;
        }

        foreach (ParseError error in parsed.Errors)
            yield return error.Message.TrimEnd('.');
    }

    // A word with a dash where a verb takes files is a mistyped option; a file of such a name goes behind -- or as ./-name.
    private static string? UnknownOption(ParseResult parsed)
        => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value.StartsWith('-'));

    private static string Try(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            names.Push(command.Command.Name);
        return $"Try 'neurokit {string.Concat(names.Select(n => n + " "))}--help'.";
    }
}
