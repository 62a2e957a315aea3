using System.CommandLine;
using System.Diagnostics;
using NeuroKit.Cli.Datasets;
using NeuroKit.Cli.Frames;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset export ID --root DIR|STORE --to FILE.h5</c>: a data set's frames as one HDF5 file, for other programs.</summary>
internal sealed class DatasetExportCommand : Command
{
    private static readonly string[] s_extensions = [".h5", ".hdf5"];

    private static readonly (string Name, Hdf5FrameElement Element)[] s_elements =
    [
        ("auto", Hdf5FrameElement.Automatic), ("uint8", Hdf5FrameElement.Byte), ("uint16", Hdf5FrameElement.UInt16), ("int32", Hdf5FrameElement.Int32),
        ("float32", Hdf5FrameElement.Single),
    ];

    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Option<string> _root = DatasetArgument.Root();
    private readonly Option<string?> _set = DatasetArgument.Set();
    private readonly Option<string> _to = new("--to") { Description = "The file to write, .h5: /frames [N,T,2,H,W], /labels, /ids, /parts, /source_sha256. Several T: STEM-T16.h5 …", HelpName = "FILE", Required = true };
    private readonly FrameRuleOptions _rule = new();
    private readonly Option<string?> _split = DatasetArgument.Split();
    private readonly Option<string?> _part = new("--part") { Description = "Export this part alone, for example train. Default: all; /parts says which is whose.", HelpName = "NAME" };
    private readonly Option<string?> _element = CommonOptions.Choice("--element", "Type of the counts. Default: auto, uint16 and int32 where a count exceeds 65,535.", [.. s_elements.Select(e => e.Name)]);
    private readonly Option<long?> _threads = CommonOptions.Number("--threads", "Threads that read and bin; what is written is the same. Default: half the processors, at most 8.", "N");
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON array.");

    public DatasetExportCommand(ToolConsole console)
        : base("export", "Write a data set's frames into one HDF5 file, whole or not at all, in memory of a few recordings.")
    {
        _console = console;
        Add(_id);
        foreach (Option option in (IEnumerable<Option>)[_root, _set, _to, .. _rule.Rule, .. _rule.Events, _split, _part, _element, _threads, _json])
            Add(option);
        SetAction(async (parsed, cancellationToken) =>
        {
            FrameExportRequest request = Read(parsed);
            await Hdf5Package.EnsureAsync([], request.Output, Hdf5Format.Instance.Name, _console, cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => Run(parsed, request, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        });
    }

    private FrameExportRequest Read(ParseResult parsed)
    {
        string output = parsed.GetRequiredValue(_to);
        string extension = Path.GetExtension(output);
        if (!s_extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"--to: {output}: {(extension.Length == 0 ? "no extension" : $"'{extension}'")} says what to write; expected {string.Join(" or ", s_extensions)}");
        }

        FrameRule rule = _rule.ReadRule(parsed);
        string element = parsed.GetValue(_element) ?? s_elements[0].Name;
        return new FrameExportRequest(output, rule, _rule.ReadEvents(parsed), s_elements.First(e => e.Name == element).Element,
            parsed.GetValue(_threads) is { } threads ? (int)Math.Min(threads, 256) : null, DatasetArgument.ReadSplit(parsed, _split), parsed.GetValue(_part));
    }

    private int Run(ParseResult parsed, FrameExportRequest request, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        EventDataset dataset = DatasetArgument.Open(Catalog.Get(parsed.GetRequiredValue(_id)), parsed.GetRequiredValue(_root), parsed.GetValue(_set));
        if (request.Split is { } split)
        {
            dataset = dataset.WithSplit(split);
            dataset.CheckNoLeak(cancellationToken);
        }

        if (request.Part is { } part && !dataset.Splits.Contains(part))
        {
            throw new UsageException(dataset.Splits.Count == 0 ? $"--part: {part}: the data set is not divided; say how with --split RULE"
                : $"--part: there is no part '{part}'{Spelling.Hint(part, [.. dataset.Splits])}");
        }

        IReadOnlyList<ExportedFrames> written;
        using (var progress = new DatasetProgressLines(_console, "exporting"))
            written = FrameExport.Run(request.Part is null ? dataset : dataset.Split(request.Part), request, progress, cancellationToken);
        if (parsed.GetValue(_json))
            ExportText.WriteJson(_console.Out, written);
        else
            ExportText.Write(_console, written);
        _console.Note(ExportText.Summary(dataset, Stopwatch.GetElapsedTime(start)));
        return ExitCode.Fine;
    }
}
