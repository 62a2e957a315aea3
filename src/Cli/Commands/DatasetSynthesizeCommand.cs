using System.CommandLine;
using System.Globalization;
using NeuroKit.Cli.Datasets;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset synthesize ID DIR</c>: makes a small stand-in.</summary>
internal sealed class DatasetSynthesizeCommand : Command
{
    private const int TestShare = 4;

    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder, which appears whole or not at all." };
    private readonly Option<long?> _perClass = CommonOptions.Number("--per-class", "Recordings a class, in train where the set is divided; test has a quarter. Default: 8.", "N");
    private readonly Option<long?> _classes = CommonOptions.Number("--classes", "Make recordings of the first N classes alone, for a quick trial. Default: all.", "N");
    private readonly Option<long?> _seed = CommonOptions.Number("--seed", "Which draw; the same seed makes the same recordings. Default: 1.", "S", 0);
    private readonly Option<double?> _threshold = CommonOptions.Real("--threshold", "fashion-dvs: change of ln(light) that makes an event; the smaller, the more events. Default: 0.3.", "X", DvsSimulatorOptions.MinimumThreshold);
    private readonly Option<double?> _noise = CommonOptions.Real("--noise", "fashion-dvs: noise events a second and pixel. Default: 0.5.", "HZ");
    private readonly Option<bool> _pack = new("--pack") { Description = "Make the archives that the set is distributed as, not the unpacked folder." };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace a stand-in of the same set that was made otherwise, or is damaged." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Install Debian's package of Fashion-MNIST without asking where fashion-dvs needs it." };
    private readonly Option<bool> _json = CommonOptions.Json("Print what was made as a JSON object.");

    public DatasetSynthesizeCommand(ToolConsole console)
        : base("synthesize", "Make a small synthetic stand-in in a data set's own layout, file names and format, with content that a classifier can learn.")
    {
        _console = console;
        Add(_id);
        Add(_folder);
        foreach (Option option in new Option[] { _perClass, _classes, _seed, _threshold, _noise, _pack, _replace, _yes, _json })
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string id = parsed.GetRequiredValue(_id);
        bool isFashion = id.Equals(Catalog.FashionDvs.Id, StringComparison.OrdinalIgnoreCase);
        if (isFashion && parsed.GetValue(_pack))
            throw new UsageException("--pack: fashion-dvs is made on the spot and has no archives");
        if (isFashion && parsed.GetValue(_classes) is not null)
            throw new UsageException("--classes: fashion-dvs is made of all its classes");
        if (!isFashion && (parsed.GetValue(_threshold) ?? parsed.GetValue(_noise)) is not null)
            throw new UsageException("--threshold, --noise: are of fashion-dvs; other stand-ins are made as their data sets need them");
        if (isFashion)
            await FashionMnistPackage.EnsureAsync(_console, parsed.GetValue(_yes), cancellationToken).ConfigureAwait(false);
        DatasetSynthesisResult result;
        try
        {
            result = isFashion ? MakeFashion(parsed, cancellationToken) : MakeStandIn(id, parsed, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(Failure.Line(exception).Replace("DatasetSynthesisOptions.Classes", "--classes", StringComparison.Ordinal));
        }
        catch (DatasetException exception)
        {
            // Libraries say their own options' names.
            throw new CommandFailedException(Failure.Line(exception)
                .Replace("DatasetSynthesisOptions.Replace", "--replace", StringComparison.Ordinal)
                .Replace("FashionDvsOptions.Replace", "--replace", StringComparison.Ordinal));
        }

        if (parsed.GetValue(_json))
            WriteJson(result);
        else
            Write(result);
        return ExitCode.Fine;
    }

    private DatasetSynthesisResult MakeStandIn(string id, ParseResult parsed, CancellationToken cancellationToken)
    {
        DatasetSynthesisOptions options = DatasetSynthesisOptions.Default with { Pack = parsed.GetValue(_pack), Replace = parsed.GetValue(_replace) };
        options = options with
        {
            PerClass = parsed.GetValue(_perClass) is { } count ? (int)Math.Min(count, int.MaxValue) : options.PerClass,
            Classes = parsed.GetValue(_classes) is { } classes ? (int)Math.Min(classes, int.MaxValue) : null,
            Seed = (ulong)(parsed.GetValue(_seed) ?? (long)options.Seed),
        };
        using var progress = new DatasetProgressLines(_console, "simulating");
        return DatasetSynthesis.Create(id, parsed.GetRequiredValue(_folder), options, progress, cancellationToken);
    }

    private DatasetSynthesisResult MakeFashion(ParseResult parsed, CancellationToken cancellationToken)
    {
        string folder = parsed.GetRequiredValue(_folder);
        int perClass = parsed.GetValue(_perClass) is { } count ? (int)Math.Min(count, int.MaxValue) : DatasetSynthesisOptions.Default.PerClass;
        FashionDvsOptions options = FashionDvsOptions.Default with
        {
            TrainPerClass = perClass,
            TestPerClass = Math.Max(1, perClass / TestShare),
            Seed = (ulong)(parsed.GetValue(_seed) ?? (long)FashionDvsOptions.Default.Seed),
            Replace = parsed.GetValue(_replace),
            FashionMnistRoot = FashionMnistPackage.Folder,
            Simulator = Simulator(parsed),
        };
        using var progress = new DatasetProgressLines(_console, "simulating");
        FashionDvsResult made = FashionDvs.Synthesize(folder, options, progress, cancellationToken);
        FileInfo[] files = [.. made.Dataset.Select(s => new FileInfo(s.Path))];
        return new DatasetSynthesisResult(folder, made.Dataset.Manifest!, made.AlreadyPresent, made.Recordings, made.Events, files.Length, files.Sum(f => f.Length));
    }

    private DvsSimulatorOptions Simulator(ParseResult parsed)
    {
        DvsSimulatorOptions defaults = FashionDvsOptions.Default.Simulator;
        double? threshold = parsed.GetValue(_threshold);
        return defaults with
        {
            OnThreshold = threshold ?? defaults.OnThreshold,
            OffThreshold = threshold ?? defaults.OffThreshold,
            NoiseHertzPerPixel = parsed.GetValue(_noise) ?? defaults.NoiseHertzPerPixel,
        };
    }

    private void Write(DatasetSynthesisResult result)
        => TableOutput.Write(_console.Out, _console.OutputIsTerminal, ["synthetic", "folder", ">samples", ">events", ">files", ">MB", ""],
        [
            [
                result.Manifest.Id, result.Folder, Text($"{result.Samples:N0}"), Text($"{result.Events:N0}"), Text($"{result.Files:N0}"),
                Text($"{result.Bytes / 1e6:0.0}"), result.AlreadyPresent ? "was there" : "made",
            ],
        ]);

    private void WriteJson(DatasetSynthesisResult result) => JsonOutput.Write(_console.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("dataset", result.Manifest.Id);
        json.WriteBoolean("synthetic", true);
        json.WriteString("folder", result.Folder);
        json.WriteBoolean("alreadyPresent", result.AlreadyPresent);
        json.WriteNumber("samples", result.Samples);
        json.WriteNumber("events", result.Events);
        json.WriteNumber("files", result.Files);
        json.WriteNumber("bytes", result.Bytes);
        json.WriteEndObject();
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
