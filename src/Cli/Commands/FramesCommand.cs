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

    private readonly Option<string?> _bins = new("--bins") { Description = "T frames of all events; several T at once, separated by commas.", HelpName = "T[,T…]" };
    private readonly Option<string?> _by = CommonOptions.Choice("--by", "Whether --bins divides events or time. Default: count.", "count", "time");
    private readonly Option<bool> _nested = new("--nested") { Description = "With several T: bin once at their least common multiple and sum, so that all see the same counts." };
    private readonly Option<long?> _duration = CommonOptions.Number("--duration-us", "Frames of D microseconds.", "D");
    private readonly Option<long?> _events = CommonOptions.Number("--events", "Frames of N events.", "N");
    private readonly Option<bool> _dropLast = new("--drop-last") { Description = "With --events: leave out a last frame of fewer." };
    private readonly Option<string?> _tonic = new("--tonic") { Description = "tonic's ToFrame by its arguments: time_window, event_count, n_time_bins or n_event_bins, overlap, include_incomplete.", HelpName = "KEY=VALUE,…" };
    private readonly Option<SensorSize?> _size = CommonOptions.Size();
    private readonly Option<string?> _dataSet = new("--data-set") { Description = "The data set that the recording is of: its sensor's size and its orientation.", HelpName = "ID" };
    private readonly Option<string?> _labels = new("--labels") { Description = "A CSV of class,startTime_usec,endTime_usec: each window becomes files of its own.", HelpName = "CSV" };
    private readonly Option<string?> _outOfRange = CommonOptions.Choice("--out-of-range", "Events outside the sensor. Default: error.", "error", "drop");
    private readonly Option<string?> _order = CommonOptions.Choice("--order", "Events that step back in time, under rules by time. Default: error.", "error", "sort", "running-max");
    private readonly Option<string?> _format = CommonOptions.Format("--format", "IN's format, where content and name do not tell.");
    private readonly Option<string?> _object = CommonOptions.ObjectPath();
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON array.");

    public FramesCommand(ToolConsole console)
        : base("frames", "Turn a recording into frame tensors [T,2,H,W] or a picture of them: counts of OFF and ON events a pixel.")
    {
        _console = console;
        Add(_input);
        Add(_output);
        foreach (Option option in new Option[] { _bins, _by, _nested, _duration, _events, _dropLast, _tonic, _size, _dataSet, _labels, _outOfRange, _order, _format, _object, _json })
            Add(option);
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
            _console.Fail(Failure.Line(exception, Blame(exception, request)));
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
        var options = new FrameOptions
        {
            OutOfRange = parsed.GetValue(_outOfRange) == "drop" ? OutOfRangeHandling.Drop : OutOfRangeHandling.Error,
            Order = parsed.GetValue(_order) switch
            {
                "sort" => EventOrderHandling.Sort,
                "running-max" => EventOrderHandling.RunningMax,
                _ => EventOrderHandling.Error,
            },
        };
        return new FrameRequest(input, output, Rule(parsed), reading, options, parsed.GetValue(_labels));
    }

    private FrameRule Rule(ParseResult parsed)
    {
        var said = new List<string>();
        foreach (Option option in new Option[] { _bins, _duration, _events, _tonic })
        {
            if (parsed.GetResult(option) is not null)
                said.Add(option.Name);
        }

        if (said.Count != 1)
        {
            throw new UsageException(said.Count == 0
                ? "say how events become frames: --bins T, --duration-us D, --events N or --tonic KEY=VALUE,…"
                : $"{string.Join(" and ", said)} are different rules; choose one");
        }

        Require(_by, _bins);
        Require(_nested, _bins);
        Require(_dropLast, _events);
        if (parsed.GetValue(_tonic) is { } tonic)
            return new FrameRule(TonicOption.Parse(tonic));
        if (parsed.GetValue(_duration) is { } duration)
            return new FrameRule(FrameBinning.ByDuration(duration));
        if (parsed.GetValue(_events) is { } events)
            return new FrameRule(FrameBinning.ByEventCount(events, parsed.GetValue(_dropLast)));
        return Bins(parsed.GetValue(_bins)!, parsed.GetValue(_by) == "time", parsed.GetValue(_nested));

        void Require(Option option, Option other)
        {
            if (parsed.GetResult(option) is { Implicit: false } && said[0] != other.Name)
                throw new UsageException($"{option.Name} goes with {other.Name}, not with {said[0]}");
        }
    }

    private static FrameRule Bins(string text, bool byTime, bool nested)
    {
        var bins = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int each) || each < 1)
                throw new UsageException($"--bins: found '{part}'; expected whole numbers of at least 1, separated by commas");
            if (bins.Contains(each))
                throw new UsageException($"--bins: {each} is said twice");
            bins.Add(each);
        }

        FixedFrameBinning[] rules = [.. bins.Select(b => byTime ? FrameBinning.ByTime(b) : FrameBinning.ByCount(b))];
        if (nested && rules.Length == 1)
            throw new UsageException("--nested sums the finest of several T for the others; say several, for example --bins 16,8,4");
        if (rules.Length == 1)
            return new FrameRule(rules[0]);
        try
        {
            return new FrameRule(nested ? MultiFrameBinning.Nested(rules[0], [.. bins]) : MultiFrameBinning.Exact(rules));
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--nested: {Failure.Line(exception)}");
        }
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
