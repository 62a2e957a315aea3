using System.CommandLine;
using NeuroKit.Cli.Info;
using NeuroKit.Events;

namespace NeuroKit.Cli.Commands;

/// <summary><c>info FILE…</c>: what recordings hold.</summary>
internal sealed class InfoCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string[]> _files = new("FILE") { Description = "Recordings.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON array with an object a recording.");
    private readonly Option<string?> _format = CommonOptions.Format("--format", "The recordings' format, where content and name do not tell.");
    private readonly Option<SensorSize?> _size = CommonOptions.Size();
    private readonly Option<string?> _object = CommonOptions.ObjectPath();
    private readonly FormatFlags _flags = new();

    public InfoCommand(ToolConsole console)
        : base("info", "Tell what recordings hold: format, events, times, sensor, and what is wrong with them.")
    {
        _console = console;
        Add(_files);
        Add(_json);
        Add(_format);
        Add(_size);
        Add(_object);
        _flags.AddTo(this);
        SetAction(async (parsed, cancellationToken) =>
        {
            await Hdf5Package.EnsureAsync(parsed.GetRequiredValue(_files), null, null, _console, cancellationToken).ConfigureAwait(false);
            return Run(parsed, cancellationToken);
        });
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        EventReadOptions options = _flags.Apply(parsed, new EventReadOptions
        {
            Format = parsed.GetValue(_format),
            SensorSize = parsed.GetValue(_size),
            FormatOptions = CommonOptions.FormatOptions(parsed.GetValue(_object)),
        });
        string[] files = parsed.GetRequiredValue(_files);
        bool asJson = parsed.GetValue(_json);
        var recordings = new List<(string File, RecordingInfo? Recording, string? Failure)>();
        int failed = 0;
        foreach (string file in files)
        {
            try
            {
                RecordingInfo recording = RecordingInfo.Read(file, options, cancellationToken);
                recordings.Add((file, recording, null));
                if (!asJson)
                    InfoText.Write(_console.Out, recording);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Failure.IsExpected(exception))
            {
                failed++;
                string line = Failure.Line(exception, file);
                recordings.Add((file, null, line));
                _console.Fail(line);
            }
        }

        if (asJson)
            InfoJson.Write(_console.Out, recordings);
        if (failed == 0)
            return ExitCode.Fine;
        return failed == files.Length ? ExitCode.Failed : ExitCode.SomeFailed;
    }
}
