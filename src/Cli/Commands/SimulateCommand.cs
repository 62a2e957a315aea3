using System.CommandLine;
using System.Globalization;
using NeuroKit.Cli.Simulate;
using NeuroKit.Events;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Cli.Commands;

/// <summary><c>simulate IMAGE OUT</c>: an image that moves before a simulated event camera.</summary>
internal sealed class SimulateCommand : Command
{
    private static readonly DvsSimulatorOptions s_defaults = DvsSimulatorOptions.Default;

    private readonly ToolConsole _console;
    private readonly Argument<string[]> _files = new("FILES")
    {
        HelpName = "[IMAGE] OUT",
        Description = "The picture (PGM or PPM) unless --fashion-mnist says one, and the recording to write.",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly Option<string?> _fashion = new("--fashion-mnist") { Description = "A picture of Fashion-MNIST, for example train:123 or test:0.", HelpName = "PART:INDEX" };
    private readonly Option<string?> _path = CommonOptions.Choice("--path", "How the picture moves: three saccades, or a closed loop. Default: nmnist.", "nmnist", "cifar10-dvs");
    private readonly Option<SensorSize?> _size = CommonOptions.Size("The simulated sensor's size. Default: 34x34 for Fashion-MNIST, else the picture's.");
    private readonly Option<double?> _scale = CommonOptions.Real("--scale", "Sensor pixels a picture's pixel. Default: 1.", "S", 0.001);
    private readonly Option<long?> _seed = CommonOptions.Number("--seed", "Seed of thresholds and noise; the same seed gives the same events. Default: 1.", "N", 0);
    private readonly Option<double?> _on = CommonOptions.Real("--on-threshold", Default("Rise of ln(light) that makes an ON event.", s_defaults.OnThreshold), "X", DvsSimulatorOptions.MinimumThreshold);
    private readonly Option<double?> _off = CommonOptions.Real("--off-threshold", Default("Fall of ln(light) that makes an OFF event.", s_defaults.OffThreshold), "X", DvsSimulatorOptions.MinimumThreshold);
    private readonly Option<double?> _sigma = CommonOptions.Real("--threshold-sigma", Default("Standard deviation of the thresholds between pixels.", s_defaults.ThresholdSigma), "X");
    private readonly Option<double?> _noise = CommonOptions.Real("--noise", Default("Noise events a second and pixel.", s_defaults.NoiseHertzPerPixel), "HZ");
    private readonly Option<long?> _refractory = CommonOptions.Number("--refractory-us", Default("Microseconds of silence of a pixel after an event.", s_defaults.RefractoryMicroseconds), "D", 0);
    private readonly Option<string?> _format = CommonOptions.Format("--format", "OUT's format, where its extension does not say it.", writing: true);
    private readonly Option<bool> _yes = new("--yes") { Description = "Install Debian's package of Fashion-MNIST without asking where it is missing." };
    private readonly Option<bool> _json = CommonOptions.Json("Print what was written as a JSON object.");

    public SimulateCommand(ToolConsole console)
        : base("simulate", "Move a picture before a simulated event camera and write what it records.")
    {
        _console = console;
        Add(_files);
        foreach (Option option in new Option[] { _fashion, _path, _size, _scale, _seed, _on, _off, _sigma, _noise, _refractory, _format, _yes, _json })
            Add(option);
        SetAction(RunAsync);
    }

    private static string Default(string description, double value) => string.Create(CultureInfo.InvariantCulture, $"{description} Default: {value}.");

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] files = parsed.GetRequiredValue(_files);
        string? fashion = parsed.GetValue(_fashion);
        if ((fashion is null) != (files.Length == 2))
        {
            throw new UsageException(fashion is null
                ? "say the picture and the recording to write: simulate IMAGE OUT, or simulate --fashion-mnist PART:INDEX OUT"
                : $"--fashion-mnist says the picture already; '{files[0]}' is one too many");
        }

        string output = files[^1];
        string? format = parsed.GetValue(_format);
        OutputFormat.Require(output, format);
        GreyImage image = fashion is null
            ? GreyImageFile.Read(files[0])
            : await FashionPicture.LoadAsync(fashion, _console, parsed.GetValue(_yes), cancellationToken).ConfigureAwait(false);
        SensorSize size = parsed.GetValue(_size) ?? (fashion is null ? new SensorSize(image.Width, image.Height) : SensorSize.NMnist);
        ImagePath path = parsed.GetValue(_path) == "cifar10-dvs" ? ClosedLoopPath.Cifar10Dvs : SaccadePath.NMnist;
        var simulator = new DvsSimulator(size, SensorOptions(parsed));
        cancellationToken.ThrowIfCancellationRequested();
        using EventBuffer events = simulator.Simulate(new MovingImage(image, path) { Scale = parsed.GetValue(_scale) ?? 1 });
        cancellationToken.ThrowIfCancellationRequested();
        EventFile.Write(output, events, new EventWriteOptions
        {
            Format = format,
            SensorSize = size,
            Comments = [string.Create(CultureInfo.InvariantCulture, $"Synthetic: NeuroKit's simulated event camera, sensor {size}, seed {simulator.Options.Seed}")],
        });
        Report(output, events, size, parsed.GetValue(_json));
        return ExitCode.Fine;
    }

    private DvsSimulatorOptions SensorOptions(ParseResult parsed)
    {
        DvsSimulatorOptions options = s_defaults with
        {
            OnThreshold = parsed.GetValue(_on) ?? s_defaults.OnThreshold,
            OffThreshold = parsed.GetValue(_off) ?? s_defaults.OffThreshold,
            ThresholdSigma = parsed.GetValue(_sigma) ?? s_defaults.ThresholdSigma,
            NoiseHertzPerPixel = parsed.GetValue(_noise) ?? s_defaults.NoiseHertzPerPixel,
            RefractoryMicroseconds = parsed.GetValue(_refractory) ?? s_defaults.RefractoryMicroseconds,
            Seed = parsed.GetValue(_seed) is { } seed ? (ulong)seed : s_defaults.Seed,
        };
        try
        {
            options.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(Failure.Line(exception));
        }

        return options;
    }

    private void Report(string output, EventBuffer events, SensorSize size, bool asJson)
    {
        long on = 0;
        foreach (byte p in events.Span.P)
            on += p;
        if (!asJson)
        {
            _console.Note(string.Create(CultureInfo.InvariantCulture, $"{output}: {events.Count:N0} events ({on:N0} ON, {events.Count - on:N0} OFF) of a {size} sensor"));
            return;
        }

        JsonOutput.Write(_console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("file", output);
            json.WriteNumber("events", events.Count);
            json.WriteNumber("on", on);
            json.WriteNumber("off", events.Count - on);
            json.WriteNumber("width", size.Width);
            json.WriteNumber("height", size.Height);
            json.WriteEndObject();
        });
    }
}
