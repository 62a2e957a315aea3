using System.CommandLine;
using System.Globalization;
using NeuroKit.Cli.Info;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Commands;

/// <summary><c>convert IN OUT</c>: a recording in another format, whole or not at all.</summary>
internal sealed class ConvertCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _input = new("IN") { Description = "The recording." };
    private readonly Argument<string> _output = new("OUT") { Description = "The file to write; its extension says the format (.aedat means aedat2)." };
    private readonly Option<string?> _format = CommonOptions.Format("--format", "OUT's format, where its extension does not say it.", writing: true);
    private readonly Option<string?> _inputFormat = CommonOptions.Format("--input-format", "IN's format, where content and name do not tell.");
    private readonly Option<SensorSize?> _size = CommonOptions.Size("The sensor's size, where IN does not say it and OUT stores it.");
    private readonly Option<string?> _object = CommonOptions.ObjectPath();
    private readonly Option<bool> _fromZero = new("--from-zero") { Description = "Count times from the first event on, for formats that cannot hold a clock that counts from 1970." };
    private readonly FormatFlags _flags = new();
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON object.");

    public ConvertCommand(ToolConsole console)
        : base("convert", "Write a recording in another format. What is whole of a damaged recording is kept, with a warning.")
    {
        _console = console;
        Add(_input);
        Add(_output);
        Add(_format);
        Add(_inputFormat);
        Add(_size);
        Add(_object);
        Add(_fromZero);
        _flags.AddTo(this);
        Add(_json);
        SetAction(async (parsed, cancellationToken) =>
        {
            await Hdf5Package.EnsureAsync([parsed.GetRequiredValue(_input)], parsed.GetRequiredValue(_output), parsed.GetValue(_format), _console, cancellationToken)
                .ConfigureAwait(false);
            return Run(parsed, cancellationToken);
        });
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string input = parsed.GetRequiredValue(_input);
        string output = parsed.GetRequiredValue(_output);
        string? format = parsed.GetValue(_format);
        OutputFormat.Require(output, format);
        if (OutputFormat.IsOneFile(input, output))
            throw new UsageException($"{output}: IN and OUT are one file");
        string at = input;
        try
        {
            EventReadOptions reading = _flags.Apply(parsed, new EventReadOptions
            {
                Format = parsed.GetValue(_inputFormat),
                SensorSize = parsed.GetValue(_size),
                Policy = EventReadPolicy.KeepWhole,
                FormatOptions = CommonOptions.FormatOptions(parsed.GetValue(_object)),
            });
            using EventReader reader = EventFile.Open(input, reading, ToolFormats.All);
            at = output;
            using EventWriter writer = EventFile.Create(output, new EventWriteOptions
            {
                Format = format,
                SensorSize = reader.Header.SensorSize,
                Start = reader.Header.Start,
                FormatOptions = [.. Layout(reader, reading), .. IsHdf5(output, format) ? (EventFormatOptions[])[new Hdf5WriteOptions { SourceSha256 = SourceDigest.Of(input) }] : []],
            }, ToolFormats.All);
            using var progress = new ProgressLine(_console, "events");
            EventConverter.Convert(reader, writer, progress, cancellationToken, parsed.GetValue(_fromZero));
            progress.Dispose();
            foreach (string diagnostic in RecordingInfo.Describe(reader, statistics: null))
                _console.Warn($"{input}: {diagnostic}");
            Report(output, reader, writer, parsed.GetValue(_json));
            return ExitCode.Fine;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.IsExpected(exception))
        {
            bool isLate = exception is UnrepresentableEventException { Event.T: var t } && t > uint.MaxValue && !parsed.GetValue(_fromZero);
            _console.Fail(Failure.Line(exception, at) + (isLate ? "; --from-zero counts times from the first event on" : ""));
            return ExitCode.Failed;
        }
    }

    // The layout stays what it was, or is what was said where IN has none.
    private static IEnumerable<EventFormatOptions> Layout(EventReader reader, EventReadOptions reading)
        => reader.Header.Layout is { } layout ? [layout] : reading.FormatOptions;

    private static bool IsHdf5(string output, string? format)
        => (format is null ? ToolFormats.All.ForWriting(output) : ToolFormats.All.Get(format)) == Hdf5Format.Instance;

    private void Report(string output, EventReader reader, EventWriter writer, bool asJson)
    {
        long bytes = new FileInfo(output).Length;
        if (!asJson)
        {
            _console.Note(string.Create(CultureInfo.InvariantCulture, $"{output}: {writer.EventsWritten:N0} events as {writer.Format.Name} ({bytes:N0} bytes), from {reader.Header.Format}"));
            return;
        }

        JsonOutput.Write(_console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("file", output);
            json.WriteString("format", writer.Format.Name);
            json.WriteNumber("bytes", bytes);
            json.WriteNumber("events", writer.EventsWritten);
            json.WriteString("from", reader.Header.Format);
            json.WriteEndObject();
        });
    }
}
