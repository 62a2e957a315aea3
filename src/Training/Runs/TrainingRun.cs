using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.IO;
using NeuroKit.Training.Data;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Runs;

/// <summary>A training by a recipe into a folder, begun or resumed.</summary>
/// <example><code>
/// using TrainingRun run = TrainingRun.Create(Recipe.Load("sew-small-n-mnist"), "data/n-mnist", "runs/1");
/// RunResult result = run.Fit();
/// </code></example>
public sealed class TrainingRun : IDisposable
{
    private readonly TrainingRunOptions _options;
    private readonly bool _resumes;
    private readonly RunLock _lock;

    private TrainingRun(Recipe recipe, RunData data, RunFolder folder, RunInfo info, TrainingRunOptions options, bool resumes, RunLock taken)
    {
        _lock = taken;
        Recipe = recipe;
        Folder = folder;
        Info = info;
        Data = data;
        _options = options;
        _resumes = resumes;
        TorchRuntime.Prepare(info.Threads, recipe.Training.Seed);
        Network = SpikingNetworks.Create(recipe.Network.Id, Inputs(recipe, info));
        if (options.Device is { } device)
            Network.to(device);
    }

    /// <summary>The recipe with the number of threads said.</summary>
    public Recipe Recipe { get; }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the run depends on besides the recipe.</summary>
    public RunInfo Info { get; }

    /// <summary>The network.</summary>
    public SpikingNetwork Network { get; }

    /// <summary>The recordings.</summary>
    public RunData Data { get; }

    internal bool Resumes => _resumes;

    internal TrainingRunOptions Options => _options;

    /// <summary>Begins a run.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataRoot">The data set's folder.</param>
    /// <param name="runFolder">A folder to make; it must not hold anything but a run that was killed before its first checkpoint, which is begun anew.</param>
    /// <param name="options">How to carry it out; null: the defaults.</param>
    /// <exception cref="TrainingException">The folder holds a run or something else, or another process is training in it.</exception>
    /// <exception cref="NeuroKitException">The recipe or the data set cannot be used.</exception>
    public static TrainingRun Create(Recipe recipe, string dataRoot, string runFolder, TrainingRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentException.ThrowIfNullOrEmpty(dataRoot);
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        options ??= TrainingRunOptions.Default;
        var folder = new RunFolder(runFolder);
        folder.RequireFree(); // before anything is read
        recipe = recipe with { Training = recipe.Training with { Threads = recipe.Training.Threads ?? TorchRuntime.DefaultThreads ?? get_num_threads() } };
        RunData data = RunData.Open(recipe, dataRoot);
        SensorSize size = data.FrameSize();
        string json = recipe.ToJson();
        using SpikingNetwork probe = SpikingNetworks.Create(recipe.Network.Id, recipe.Network.ToOptions(data.Channels, size.Height, size.Width, data.All.Classes.Count));
        var info = new RunInfo
        {
            NeuroKit = typeof(TrainingRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            LibTorch = __version__,
            Runtime = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Started = DateTimeOffset.UtcNow,
            DataRoot = Path.GetFullPath(dataRoot),
            Dataset = recipe.Dataset.Id,
            Split = data.All.SplitRule?.Name ?? recipe.Dataset.Split,
            IndexDigest = data.Digest(),
            RecipeDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))),
            Classes = data.All.Classes,
            TrainSamples = data.Train.Count,
            ValidationSamples = data.Validation?.Count ?? 0,
            TestSamples = data.Test.Count,
            Frames = recipe.Frames.Describe(),
            Channels = data.Channels,
            Height = size.Height,
            Width = size.Width,
            Network = recipe.Network.Describe(),
            Parameters = probe.parameters().Sum(p => p.numel()),
            Seed = recipe.Training.Seed,
            Threads = recipe.Training.Threads!.Value,
            ReportBestOnTest = options.ReportBestOnTest,
            Device = (options.Device ?? CPU).ToString(),
            NotRepeatable = TorchRuntime.IsDeterministic(options.Device ?? CPU, out string reason) ? null : reason,
        };
        Directory.CreateDirectory(folder.Path);
        return Holding(folder, taken =>
        {
            folder.Clear();
            RunFiles.Write(folder.Run, info, RunFiles.Info);
            // Last: the folder holds a run once its recipe is there.
            using (var file = new AtomicFile(folder.Recipe))
            {
                file.Stream.Write(Encoding.UTF8.GetBytes(json));
                file.Commit();
            }

            return new TrainingRun(recipe, data, folder, info, options, resumes: false, taken);
        });
    }

    /// <summary>Goes on with a run from its last checkpoint; from its beginning where there is none yet.</summary>
    /// <param name="recipe">The recipe, which must do the same as the run's own; null: the run's own.</param>
    /// <param name="dataRoot">The data set's folder, which the run looks in from now on; null: where it was.</param>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="options">How to carry it out; null: the defaults.</param>
    /// <exception cref="TrainingException">There is no run, another process is training in it, or the recipe or the recordings are others; the message says the key.</exception>
    public static TrainingRun Resume(Recipe? recipe, string? dataRoot, string runFolder, TrainingRunOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        var folder = new RunFolder(runFolder);
        folder.RequireRun();
        return Holding(folder, taken => Resume(recipe, dataRoot, folder, options ?? TrainingRunOptions.Default, taken));
    }

    private static TrainingRun Resume(Recipe? recipe, string? dataRoot, RunFolder folder, TrainingRunOptions options, RunLock taken)
    {
        Recipe own = Recipe.Load(folder.Recipe);
        RunInfo info = RunFiles.Read(folder.Run, RunFiles.Info);
        if (recipe is not null)
        {
            recipe = recipe with { Training = recipe.Training with { Threads = recipe.Training.Threads ?? own.Training.Threads } };
            if (RecipeDifference.Find(own.ToJson(), recipe.ToJson()) is var (key, was, now))
                throw new TrainingException($"{folder.Path}: was begun with another recipe: {key} was {was} and is {now} now; resume it with the recipe it has, or begin a run elsewhere");
        }

        RunData data = RunData.Open(own, dataRoot ?? info.DataRoot);
        if (data.Digest() != info.IndexDigest)
            throw new TrainingException($"{dataRoot ?? info.DataRoot}: holds other recordings than the run was begun with ({info.TrainSamples} to train, {info.ValidationSamples} to validate, {info.TestSamples} to test)");
        string device = (options.Device ?? CPU).ToString();
        if (device != info.Device)
            throw new TrainingException($"{folder.Path}: was begun on {info.Device}, and is to go on on {device}; its figures would be of both: name the same device");
        folder.RemoveAbandoned();
        if (dataRoot is not null && Path.GetFullPath(dataRoot) is var root && root != info.DataRoot)
        {
            info = info with { DataRoot = root };
            RunFiles.Write(folder.Run, info, RunFiles.Info);
        }

        // What was looked at from the beginning is looked at to the end.
        return new TrainingRun(own, data, folder, info, options with { ReportBestOnTest = info.ReportBestOnTest }, resumes: true, taken);
    }

    // The lock is the run's once there is one.
    private static TrainingRun Holding(RunFolder folder, Func<RunLock, TrainingRun> make)
    {
        var taken = RunLock.Take(folder);
        try
        {
            return make(taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Trains to the end and writes the run's files.</summary>
    /// <param name="progress">Who is told how far it has come; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps; the run can be resumed.</param>
    public RunResult Fit(IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using TrainingSession session = Begin(null, progress, cancellationToken);
        if (session.HasCheckpoint)
            session.Load(session.Trainer);
        return session.Complete(session.Trainer.Fit(cancellationToken), cancellationToken);
    }

    /// <summary>Makes all that a training needs, for who drives its steps himself: several students side by side.</summary>
    /// <param name="options">What it trains on instead of the recipe's own; null: that.</param>
    /// <param name="progress">Who is told how far it has come; null: nobody.</param>
    /// <param name="cancellationToken">Cancels reading ahead.</param>
    /// <returns>The session, which the caller disposes before the run.</returns>
    public TrainingSession Begin(TrainingSessionOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= TrainingSessionOptions.Default;
        IBatchSource train = options.Train ?? Source(Data.Train, isTraining: true, cancellationToken);
        IBatchSource test = Source(Data.Test, isTraining: false, cancellationToken);
        IBatchSource? validation = Data.Validation is { } part ? Source(part, isTraining: false, cancellationToken) : null;
        var metrics = new MetricsLog(Folder.Metrics);
        var clock = new RunClock();
        List<TrainerCallback> callbacks = [metrics, clock];
        if (progress is not null)
            callbacks.Add(new ProgressCallback(progress));
        callbacks.AddRange(_options.Callbacks);
        callbacks.Add(new CheckpointCallback(Folder.LastCheckpoint, Folder.BestCheckpoint, Recipe.Checkpoint.EverySteps));
        var trainer = new Trainer(Network, ToOptions(callbacks, options), train, validation, test);
        return new TrainingSession(this, trainer, metrics, clock, train, validation, test, options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        _lock.Dispose();
    }

    internal static NetworkOptions Inputs(Recipe recipe, RunInfo info)
        => recipe.Network.ToOptions(info.Channels, info.Height, info.Width, info.Classes.Count);

    private IBatchSource Source(Events.Datasets.EventDataset part, bool isTraining, CancellationToken cancellationToken)
        => Data.Batches(part, isTraining, _options.Device, _options.Workers, cancellationToken);

    private TrainerOptions ToOptions(IReadOnlyList<TrainerCallback> callbacks, TrainingSessionOptions options) => new()
    {
        Epochs = Recipe.Training.Epochs,
        Optimizer = Recipe.Optimizer,
        Schedule = Recipe.Schedule,
        Loss = new TaskLoss
        {
            PerStep = Recipe.Loss.Id == LossKind.TemporalEfficient,
            LabelSmoothing = Recipe.Loss.LabelSmoothing,
            MeanSquaredWeight = Recipe.Loss.MeanSquaredWeight,
            MeanSquaredTarget = Recipe.Loss.MeanSquaredTarget,
        },
        Objective = options.Objective,
        TrainingBlock = options.Block,
        // Who trains several side by side mixes once for all.
        Mixup = options.Objective is null && Recipe.Augmentation.Mixup is { } mixup ? new Mixup(mixup.Alpha, mixup.Probability, mixup.UntilEpoch, Recipe.Training.Seed) : null,
        TrainSteps = Recipe.Training.TrainSteps,
        Seed = Recipe.Training.Seed,
        ReportBestOnTest = _options.ReportBestOnTest,
        Callbacks = callbacks,
    };

    internal void WritePredictions(EvaluationResult test)
    {
        using var file = new AtomicFile(Folder.Predictions);
        foreach (SamplePrediction prediction in test.Predictions)
        {
            using (var json = new Utf8JsonWriter(file.Stream))
            {
                json.WriteStartObject();
                json.WriteNumber("index", prediction.Index);
                json.WriteString("id", Data.Test[prediction.Index].Id);
                json.WriteNumber("label", prediction.Label);
                json.WriteNumber("predicted", prediction.Predicted);
                json.WriteNumber("probability", prediction.Probability);
                json.WriteEndObject();
            }

            file.Stream.WriteByte((byte)'\n');
        }

        file.Commit();
    }

    internal EnergyReport? WriteEnergy(CancellationToken cancellationToken)
    {
        // A report is of one number of steps, which variable rules do not have.
        if (_options.EnergySamples == 0 || Recipe.Frames.Steps is null)
            return null;
        IBatchSource some = Source(EvenSample.Of(Data.Test, _options.EnergySamples), isTraining: false, cancellationToken);
        using var owned = some as IDisposable;
        EnergyReport report = TrainedModel.MeasureEnergy(Network, some, cancellationToken).Report();
        using var file = new AtomicFile(Folder.Energy);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
            EnergyReportWriter.WriteJson(report, json);
        file.Commit();
        return report;
    }

    internal static RunResult ToResult(TrainingResult trained, LinearBaseline? linear, double seconds) => new()
    {
        Epochs = trained.Epochs,
        Steps = trained.Steps,
        TestSamples = trained.Test!.Samples,
        TestAccuracy = trained.Test.Accuracy,
        TestCorrect = trained.Test.Correct,
        LastTestAccuracy = trained.Last!.Accuracy,
        BestEpoch = trained.Best?.Epoch,
        BestValidationAccuracy = trained.Best?.Accuracy,
        BestOnTestEpoch = trained.BestOnTest?.Epoch,
        BestOnTestAccuracy = trained.BestOnTest?.Accuracy,
        PerClass = [.. trained.Test.PerClass.Select(share => double.IsNaN(share) ? (double?)null : share)],
        Confusion = trained.Test.Confusion(),
        LinearTestAccuracy = linear?.Test.Accuracy,
        LinearValidationAccuracy = linear?.Validation?.Accuracy,
        Seconds = Math.Round(seconds, 3),
    };
}
