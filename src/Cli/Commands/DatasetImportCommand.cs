using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuroKit.Cli.Datasets;
using NeuroKit.Cli.Frames;
using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Formats.Atis;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset import ID FROM… --to STORE</c>: decodes a data set into a store.</summary>
internal sealed class DatasetImportCommand : Command
{
    private static readonly (string Name, long Most, Func<ArchiveLimits, long, ArchiveLimits> Set)[] s_limits =
    [
        (nameof(ArchiveLimits.MaxMembers), int.MaxValue, (limits, value) => limits with { MaxMembers = (int)value }),
        (nameof(ArchiveLimits.MaxMemberBytes), long.MaxValue, (limits, value) => limits with { MaxMemberBytes = value }),
        (nameof(ArchiveLimits.MaxTotalBytes), long.MaxValue, (limits, value) => limits with { MaxTotalBytes = value }),
        (nameof(ArchiveLimits.MaxInflation), int.MaxValue, (limits, value) => limits with { MaxInflation = (int)value }),
        (nameof(ArchiveLimits.MaxDepth), int.MaxValue, (limits, value) => limits with { MaxDepth = (int)value }),
    ];

    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Argument<string[]> _from = new("FROM")
    {
        Description = "The data set's archives as downloaded (zips; or .tar.gz, read in one pass), the folder that holds them, or the unpacked folder.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _to = new("--to") { Description = "The store's folder, made where it is not there. Without it: store below NEUROKIT_HOME, else neurokit/store below XDG_CACHE_HOME or ~/.cache.", HelpName = "STORE" };
    private readonly Option<string[]> _bins = new("--bins")
    {
        Description = "Keep frames of T equal numbers of events as well, several T in one set: train takes them where its recipe has such a T, which is faster than binning. May be said again.",
        HelpName = "T[,T…]",
    };

    private readonly Option<string?> _origin = CommonOptions.Choice("--origin", "Where coordinates of 40-bit recordings are counted from: the sensor's corner (default), or each recording's own smallest column and row, as tonic's N-Caltech101.", "sensor", "recording");
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at the first recording that cannot be read. Default: leave it out, list it, and end with exit code 3." };
    private readonly Option<bool> _check = new("--check") { Description = "Hold the archives against their published MD5s first, which reads them once more, and stop where one differs or is missing." };
    private readonly Option<string[]> _limits = new("--archive-limit")
    {
        Description = $"Accept more in archives than is usual: {string.Join(", ", s_limits.Select(l => l.Name))}, for example MaxInflation=1000. May be given several times.",
        HelpName = "NAME=N",
    };

    private readonly Option<long?> _threads = CommonOptions.Number("--threads", "Threads that decode; what is stored is the same. Default: the processors, at most 8.", "N");
    private readonly Option<bool> _json = CommonOptions.Json("Print what is in the store as a JSON object.");

    public DatasetImportCommand(ToolConsole console)
        : base("import", "Decode a data set's archives, or its folder, into a store. An import that was interrupted goes on; one that is there is found.")
    {
        _console = console;
        Add(_id);
        Add(_from);
        foreach (Option option in new Option[] { _to, _bins, _origin, _strict, _check, _limits, _threads, _json })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        DatasetManifest manifest = Catalog.Get(parsed.GetRequiredValue(_id));
        string[] from = parsed.GetRequiredValue(_from);
        if (from.FirstOrDefault(f => !File.Exists(f) && !Directory.Exists(f)) is { } missing)
            throw new CommandFailedException($"{missing}: no such file or folder");
        ImportOptions options = ImportOptions.Default with
        {
            OnFailure = parsed.GetValue(_strict) ? ImportFailureHandling.Stop : ImportFailureHandling.Collect,
        };
        if (parsed.GetValue(_origin) is { } origin)
            options = options with { ReadOptions = Reading(manifest, origin) };
        if (parsed.GetValue(_threads) is { } threads)
            options = options with { Workers = (int)Math.Min(threads, 256) };
        FrameRule[] rules = [.. (parsed.GetValue(_bins) ?? []).Select(bins => FrameRuleOptions.Bins(bins, byTime: false, nested: false))];
        foreach (string limit in parsed.GetValue(_limits) ?? [])
            options = options with { ArchiveLimits = Raise(options.ArchiveLimits, limit) };
        if (parsed.GetValue(_check))
            Check(manifest, from, cancellationToken);
        EventStore store = EventStore.Create(parsed.GetValue(_to));
        ImportResult result;
        var frames = new List<ImportResult>();
        try
        {
            using (var progress = new DatasetProgressLines(_console, "importing"))
                result = store.ImportFrom(manifest, from, options, progress: progress, cancellationToken: cancellationToken);
            FrameImportOptions binning = FrameImportOptions.Default with { ReadOptions = options.ReadOptions, Workers = options.Workers };
            foreach (FrameRule rule in result.Dataset.Count > 0 ? rules : [])
            {
                using var progress = new DatasetProgressLines(_console, "binning");
                frames.Add(rule.Import(store, result.Dataset, binning, progress, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _console.Fail("interrupted; the same command goes on where it was");
            return ExitCode.Interrupted;
        }

        if (parsed.GetValue(_json))
            ImportText.WriteJson(_console.Out, store, result, frames, Stopwatch.GetElapsedTime(start));
        else
            ImportText.Write(_console, store, result, frames, Stopwatch.GetElapsedTime(start));
        foreach (ImportFailure failure in result.Failures)
            _console.Fail("left out: " + failure.Problem);
        return result.Failures.Count == 0 ? ExitCode.Fine : ExitCode.SomeFailed;
    }

    private static void Check(DatasetManifest manifest, string[] from, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatasetProblem> problems = DatasetVerification.CheckArchives(manifest, from, cancellationToken: cancellationToken);
        if (problems.Count > 0)
            throw new CommandFailedException(string.Join("; ", problems));
    }

    private static ArchiveLimits Raise(ArchiveLimits limits, string text)
    {
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        int at = Array.FindIndex(s_limits, l => l.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            throw new UsageException($"--archive-limit: there is no limit '{parts[0]}'{Spelling.Hint(parts[0], [.. s_limits.Select(l => l.Name)])}");
        return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= 1 && value <= s_limits[at].Most
            ? s_limits[at].Set(limits, value)
            : throw new UsageException($"--archive-limit: '{text}' says no number; expected {s_limits[at].Name}=N, 1 … {s_limits[at].Most}");
    }

    private static EventReadOptions Reading(DatasetManifest manifest, string origin)
    {
        if (manifest.Format != Atis40Format.Instance.Name)
            throw new UsageException($"--origin: the recordings of {manifest.Id} are {manifest.Format}; it is an option of {Atis40Format.Instance.Name}");
        return new EventReadOptions { FormatOptions = [new Atis40Options { Origin = origin == "recording" ? Atis40Origin.Recording : Atis40Origin.Sensor }] };
    }
}
