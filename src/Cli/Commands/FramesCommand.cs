using System.CommandLine;
using System.Globalization;
using NeuroKit.Cli.Frames;
using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Commands;

/// <summary><c>frames IN OUT</c>: a recording as frame tensors or pictures.</summary>
internal sealed class FramesCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _input = new("IN") { Description = "The recording." };
    private readonly Argument<string> _output = new("OUT")
    {
        Description = "The file to write: .npy (uint16 [T,2,H,W]), .npz (array 'frames'), .h5 (/frames [1,T,2,H,W], /labels) or .png (a strip). Several T: STEM-T16.npy …; labels: STEM-00-class3.npy …",
    };

    private readonly FrameRuleOptions _rule = new();
    private readonly Option<SensorSize?> _size = CommonOptions.Size();
    private readonly Option<string?> _dataSet = new("--data-set") { Description = "The data set that the recording is of: its sensor's size and its orientation.", HelpName = "ID" };
    private readonly Option<string?> _labels = new("--labels") { Description = "A CSV of class,startTime_usec,endTime_usec: each window becomes files of its own.", HelpName = "CSV" };
    private readonly Option<string?> _format = CommonOptions.Format("--format", "IN's format, where content and name do not tell.");
    private readonly Option<string?> _object = CommonOptions.ObjectPath();
    private readonly FormatFlags _flags = new();
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON array.");

    public FramesCommand(ToolConsole console)
        : base("frames", "Turn a recording into frame tensors [T,2,H,W] or a picture of them: counts of OFF and ON events a pixel.")
    {
        _console = console;
        Add(_input);
        Add(_output);
        foreach (Option option in (IEnumerable<Option>)[.. _rule.Rule, _size, _dataSet, _labels, .. _rule.Events, _format, _object, _json])
            Add(option);
        _flags.AddTo(this);
        _dataSet.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && !Catalog.TryGet(id, out _))
                result.AddError($"--data-set: there is no data set '{id}'{Spelling.Hint(id, [.. Catalog.Ids])}");
        });
        SetAction(async (parsed, cancellationToken) =>
        {
            await Hdf5Package.EnsureAsync([parsed.GetRequiredValue(_input)], parsed.GetRequiredValue(_output), null, _console, cancellationToken).ConfigureAwait(false);
            return Run(parsed, cancellationToken);
        });
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        FrameRequest request = Read(parsed);
        var run = new FrameRun(request, _console);
        try
        {
            run.Run(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not UsageException && Failure.IsExpected(exception))
        {
            // Damage that others live with: the way round it.
            string remedy = exception is InvalidEventDataException ? "; 'convert' first keeps what is whole" : "";
            _console.Fail(Failure.Line(exception, Blame(exception, request)) + remedy);
            Report(run.Written, parsed.GetValue(_json));
            return ExitCode.Failed;
        }

        Report(run.Written, parsed.GetValue(_json));
        if (run.Failed == 0)
            return ExitCode.Fine;
        return run.Written.Count == 0 ? ExitCode.Failed : ExitCode.SomeFailed;
    }

    // The file that an exception is about, where it does not say so itself.
    private static string Blame(Exception exception, FrameRequest request) => exception switch
    {
        FileNotFoundException { FileName: { } name } when request.Labels is { } labels && Path.GetFullPath(labels) == Path.GetFullPath(name) => labels,
        EventFormatException format => format.FileName,
        NeuroKitException => request.Input,
        _ when !ArchivePath.Exists(request.Input) => request.Input,
        _ => request.Output,
    };

    private FrameRequest Read(ParseResult parsed)
    {
        string input = parsed.GetRequiredValue(_input);
        string output = parsed.GetRequiredValue(_output);
        string extension = Path.GetExtension(output);
        if (!FrameNames.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"{output}: {(extension.Length == 0 ? "no extension" : $"'{extension}'")} says what to write; expected {string.Join(", ", FrameNames.Extensions)}"
                + (Spelling.Nearest(extension, FrameNames.Extensions) is { } near ? $"; did you mean '{near}'?" : ""));
        }

        if (OutputFormat.IsOneFile(input, output))
            throw new UsageException($"{output}: IN and OUT are one file");
        var reading = new EventReadOptions { Format = parsed.GetValue(_format), SensorSize = parsed.GetValue(_size), FormatOptions = CommonOptions.FormatOptions(parsed.GetValue(_object)) };
        if (parsed.GetValue(_dataSet) is { } id)
            reading = Catalog.Get(id).Configure(reading);
        FrameOptions events = _rule.ReadEvents(parsed);
        reading = _flags.Apply(parsed, reading, keepOddPolarities: events.OutOfRange == OutOfRangeHandling.Drop);
        return new FrameRequest(input, output, _rule.ReadRule(parsed), reading, events, parsed.GetValue(_labels));
    }

    private void Report(IReadOnlyList<WrittenFrames> written, bool asJson)
    {
        foreach (WrittenFrames each in written)
        {
            string dropped = each.Dropped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {each.Dropped:N0} outside the sensor dropped");
            _console.Note(string.Create(CultureInfo.InvariantCulture, $"{each.File}: {each.ElementType} [{string.Join(", ", each.Shape)}], {each.Events:N0} events{dropped}"));
        }

        if (asJson)
            FramesJson.Write(_console.Out, written);
    }
}
