using NeuroKit.Training.Data;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Reports;
using NeuroKit.Training.Weights;

namespace NeuroKit.Training.Runs;

/// <summary>A run under way: its trainer, its recordings, and what is written at its end.</summary>
public sealed class TrainingSession : IDisposable
{
    private readonly TrainingRun _run;
    private readonly MetricsLog _metrics;
    private readonly bool _ownsTrain;
    private readonly RunClock _clock;
    private readonly Func<RunReport, RunReport>? _page;

    internal TrainingSession(
        TrainingRun run, Trainer trainer, MetricsLog metrics, RunClock clock, IBatchSource train, IBatchSource? validation, IBatchSource test, TrainingSessionOptions options)
    {
        _run = run;
        Trainer = trainer;
        _metrics = metrics;
        _clock = clock;
        Train = train;
        Validation = validation;
        Test = test;
        _ownsTrain = options.Train is null;
        _page = options.Page;
    }

    /// <summary>The trainer, at its beginning.</summary>
    public Trainer Trainer { get; }

    /// <summary>What is trained on.</summary>
    public IBatchSource Train { get; }

    /// <summary>What chooses the best epoch; null where the recipe has none.</summary>
    public IBatchSource? Validation { get; }

    /// <summary>What is measured at the end.</summary>
    public IBatchSource Test { get; }

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint => _run.Resumes && File.Exists(_run.Folder.LastCheckpoint);

    /// <summary>Goes to where the last checkpoint was made.</summary>
    /// <param name="trainer">The session's trainer.</param>
    /// <exception cref="TrainingException">The checkpoint is damaged, or another training's.</exception>
    public void Load(Trainer trainer) => CheckpointFile.Read(_run.Folder.LastCheckpoint, trainer);

    /// <summary>Writes the run's files.</summary>
    /// <param name="trained">What the training gave.</param>
    /// <param name="cancellationToken">Stops the linear classifier.</param>
    public RunResult Complete(TrainingResult trained, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trained);
        double seconds = _clock.Seconds;
        WeightFile.Save(_run.Network, _run.Folder.Weights);
        _run.WritePredictions(trained.Test!);
        EnergyReport? energy = _run.WriteEnergy(cancellationToken);
        LinearBaseline? linear = _run.Options.LinearBaseline
            ? LinearBaseline.Fit(PlainTrain(), Validation, Test, _run.Info.Classes.Count, _run.Recipe.Training.Seed, cancellationToken)
            : null;
        RunResult result = TrainingRun.ToResult(trained, linear, seconds);
        RunReport report = RunReportBuilder.Build(_run, _run.Data, result, trained.Test!, energy);
        RunReportPage.Write(_page is null ? report : _page(report), _run.Folder.Report);
        RunFiles.Write(_run.Folder.Result, result, RunFiles.Result);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trainer.Dispose();
        _metrics.Dispose();
        if (_ownsTrain)
            (Train as IDisposable)?.Dispose();
        (Validation as IDisposable)?.Dispose();
        (Test as IDisposable)?.Dispose();
    }

    // The linear classifier sees the train part as it is: its own order, no augmentation.
    private IBatchSource PlainTrain()
        => _run.Data.PlainBatches(_run.Data.Train, _ownsTrain ? Train as MemoryBatchSource : null, _run.Options.Workers, _run.Options.Device);
}
