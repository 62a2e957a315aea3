using System.Reflection;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Experiments;

/// <summary>Carries one run of an experiment out, from its last checkpoint where there is one.</summary>
internal sealed class ExperimentRun(ExperimentPlan plan, ExperimentData data, ExperimentFolder folder, TestGate gate)
{
    private const int EvaluationBatch = 50;

    private static readonly string s_version
        = typeof(ExperimentRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private double Chance => 1.0 / data.Classes.Count;

    public ExperimentRunResult Run(ExperimentJob job, CancellationToken cancellationToken)
    {
        var clock = new ExperimentClock(folder.Seconds(job.Name));
        using DisposeScope scope = NewDisposeScope();
        try
        {
            ExperimentRunResult result = job.Cell == ExperimentCells.Linear ? Linear(job, cancellationToken) : Train(job, clock, cancellationToken);
            result = result with { ProcessorSeconds = clock.Seconds, CountsAllSeconds = !result.Resumed || clock.HasBefore, NeuroKit = s_version };
            folder.Finish(result);
            return result;
        }
        catch (OperationCanceledException)
        {
            clock.Save();
            throw;
        }
    }

    private ExperimentRunResult Train(ExperimentJob job, ExperimentClock clock, CancellationToken cancellationToken)
    {
        ExperimentFold fold = data.Folds[job.Fold];
        ExperimentCandidate? chosen = job.Trial ?? Choose(job);
        if (job.Teacher is not null && folder.Read(job.Teacher)!.Diverged)
            return WithoutTeacher(job, fold, chosen);
        var order = new MemoryBatchOptions(plan.Training.BatchSize, Shuffle: true, job.Seed, plan.Training.DropLast);
        using MemoryBatchSource train = data.Batches(job.Steps, fold.Train, order);
        // Equal seeds, equal weights at the beginning, whatever the cell; what a loss draws for itself comes behind.
        using SpikingNetwork network = Create(plan.NetworkOf(job.Method), job.Seed);
        using SpikingNetwork? teacher = job.Teacher is null ? null : Create(plan.Network, job.Seed);
        if (teacher is not null)
            CheckpointFile.ReadWeights(folder.Checkpoint(job.Teacher!), teacher);
        if (job.Method?.Kind == ExperimentMethodKind.WarmStart)
            network.load_state_dict(teacher!.state_dict());
        manual_seed(job.Seed);
        using DistillationLoss loss = DistillationLosses.Create(chosen?.Loss ?? new DistillationLossOptions(), network, teacher ?? network);
        using TeacherCache? cache = loss.NeedsTeacher ? Supervise(job, teacher!, loss, cancellationToken) : null;
        var objective = new DistillationObjective(loss);
        using var metrics = new MetricsLog(folder.Metrics(job.Name));
        using var trainer = new Trainer(network, Options(job, chosen, objective, metrics, clock), train);
        using var course = new DistillationTrainer(train, [new DistillationStudent(job.Name, trainer, objective)], cache);
        bool resumes = File.Exists(folder.Checkpoint(job.Name));
        if (resumes)
            course.Resume(0, own => CheckpointFile.Read(folder.Checkpoint(job.Name), own));
        bool diverged = false;
        try
        {
            course.Fit(cancellationToken);
        }
        catch (TrainingException exception) when (exception.IsDivergence)
        {
            diverged = true;
        }

        metrics.Dispose();
        (double? trainLoss, double? trainAccuracy, IReadOnlyDictionary<string, double>? terms) = LastEpoch(job.Name);
        ExperimentRunResult result = Identify(job, fold) with
        {
            Candidate = chosen?.Name,
            TrainAccuracy = trainAccuracy,
            TrainLoss = trainLoss,
            Diverged = diverged,
            ValidationAccuracy = diverged ? Chance : Measure(network, job.Steps, fold.Validation, cancellationToken).Accuracy,
            Terms = diverged ? null : terms,
            Resumed = resumes,
        };
        if (job.IsTuning)
            return result;
        if (diverged && job.Cell == ExperimentCells.Teacher)
            throw new TrainingException($"{job.Name}: its loss is no number any more; without this teacher its students cannot be trained");
        if (diverged)
            return result with { TestAccuracy = Chance };
        result = Test(result, network, job.Steps, fold, cancellationToken);
        if (job.Cell == ExperimentCells.Teacher)
            RunAtFewerSteps(job, network, fold, result, cancellationToken);
        return result;
    }

    // What would be distilled from a run that has no numbers has none either.
    private ExperimentRunResult WithoutTeacher(ExperimentJob job, ExperimentFold fold, ExperimentCandidate? chosen)
        => Identify(job, fold) with { Candidate = chosen?.Name, Diverged = true, ValidationAccuracy = Chance, TestAccuracy = job.IsTuning ? null : Chance };

    private static ExperimentRunResult Identify(ExperimentJob job, ExperimentFold fold) => new()
    {
        Job = job.Name,
        Method = job.Cell,
        Steps = job.Steps,
        Fold = job.Fold,
        Seed = job.Seed,
        TeacherSeed = job.TeacherSeed,
        TrainingRecordings = fold.Train.Length,
        ProcessorSeconds = 0,
    };

    private ExperimentRunResult Test(ExperimentRunResult result, SpikingNetwork network, int steps, ExperimentFold fold, CancellationToken cancellationToken)
    {
        gate.Open();
        EvaluationResult test = Measure(network, steps, fold.Test, cancellationToken);
        // One frame has no order.
        using MemoryBatchSource? shuffled = steps == 1 ? null : data.ShuffledBatches(steps, fold.Test, new MemoryBatchOptions(EvaluationBatch, Seed: plan.Dataset.Seed));
        return result with
        {
            TestAccuracy = test.Accuracy,
            TestCorrect = test.Correct,
            TestSamples = test.Samples,
            ShuffledTestAccuracy = shuffled is null ? null : Evaluation.Measure(network, shuffled, cancellationToken).Accuracy,
            Predicted = [.. test.Predictions.OrderBy(p => p.Index).Select(p => p.Predicted)],
        };
    }

    // The teacher's own weights at the students' steps: as they are, then with their normalisation measured anew.
    private void RunAtFewerSteps(ExperimentJob job, SpikingNetwork network, ExperimentFold fold, ExperimentRunResult of, CancellationToken cancellationToken)
    {
        foreach (int steps in plan.StudentSteps)
        {
            // Each from the trained weights: measuring anew changes them.
            CheckpointFile.ReadWeights(folder.Checkpoint(job.Name), network);
            Save(ExperimentCells.TeacherAsIs, steps);
            using MemoryBatchSource train = data.Batches(steps, fold.Train, new MemoryBatchOptions(EvaluationBatch));
            NormalizationStatistics.Measure(network, train, 0, cancellationToken);
            Save(ExperimentCells.TeacherRenormalized, steps);
        }

        void Save(string cell, int steps)
        {
            string name = $"{cell}-t{steps}-f{job.Fold}-s{job.Seed}";
            Directory.CreateDirectory(folder.RunFolder(name));
            var result = new ExperimentRunResult
            {
                Job = name,
                Method = cell,
                Steps = steps,
                Fold = job.Fold,
                Seed = job.Seed,
                TrainingRecordings = of.TrainingRecordings,
                ValidationAccuracy = Measure(network, steps, fold.Validation, cancellationToken).Accuracy,
                ProcessorSeconds = 0,
                NeuroKit = s_version,
            };
            folder.Finish(Test(result, network, steps, fold, cancellationToken));
        }
    }

    private ExperimentRunResult Linear(ExperimentJob job, CancellationToken cancellationToken)
    {
        ExperimentFold fold = data.Folds[job.Fold];
        gate.Open();
        using MemoryBatchSource train = data.Batches(job.Steps, fold.Train, new MemoryBatchOptions(EvaluationBatch));
        using MemoryBatchSource validation = data.Batches(job.Steps, fold.Validation, new MemoryBatchOptions(EvaluationBatch));
        using MemoryBatchSource test = data.Batches(job.Steps, fold.Test, new MemoryBatchOptions(EvaluationBatch));
        LinearBaseline fitted = LinearBaseline.Fit(train, validation, test, data.Classes.Count, job.Seed, cancellationToken);
        return Identify(job, fold) with
        {
            ValidationAccuracy = fitted.Validation!.Accuracy,
            TestAccuracy = fitted.Test.Accuracy,
            TestCorrect = fitted.Test.Correct,
            TestSamples = fitted.Test.Samples,
        };
    }

    // Validation alone chooses; of equals the first.
    private ExperimentCandidate? Choose(ExperimentJob job)
        => job.Trials.Count == 0 ? job.Method?.Candidates.Single() : job.Method!.Candidates.Zip(job.Trials).MaxBy(pair => folder.Read(pair.Second)!.ValidationAccuracy).First;

    private TeacherCache Supervise(ExperimentJob job, SpikingNetwork teacher, DistillationLoss loss, CancellationToken cancellationToken)
    {
        int steps = job.Method!.Kind == ExperimentMethodKind.Self ? job.Steps : plan.TeacherSteps;
        using MemoryBatchSource source = data.Batches(steps, data.Folds[job.Fold].Train, new MemoryBatchOptions(plan.Training.BatchSize));
        return TeacherCache.Build(new FrozenTeacher(teacher, 0, [loss]), source, cancellationToken);
    }

    private SpikingNetwork Create(NetworkRecipe recipe, int seed)
    {
        manual_seed(seed);
        return SpikingNetworks.Create(recipe.Id, recipe.ToOptions(2, data.Height, data.Width, data.Classes.Count));
    }

    private TrainerOptions Options(ExperimentJob job, ExperimentCandidate? chosen, DistillationObjective objective, MetricsLog metrics, ExperimentClock clock) => new()
    {
        Epochs = plan.Training.Epochs,
        Optimizer = plan.Optimizer with { LearningRate = chosen?.LearningRate ?? plan.Optimizer.LearningRate },
        Schedule = plan.Schedule,
        Objective = objective,
        Seed = job.Seed,
        Callbacks = [metrics, clock, new CheckpointCallback(folder.Checkpoint(job.Name))],
    };

    private EvaluationResult Measure(SpikingNetwork network, int steps, int[] indices, CancellationToken cancellationToken)
    {
        using MemoryBatchSource source = data.Batches(steps, indices, new MemoryBatchOptions(EvaluationBatch));
        return Evaluation.Measure(network, source, cancellationToken);
    }

    private (double? Loss, double? Accuracy, IReadOnlyDictionary<string, double>? Terms) LastEpoch(string job)
    {
        foreach (string line in File.ReadLines(folder.Metrics(job)).Reverse())
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("event").GetString() != "epoch")
                continue;
            var terms = json.RootElement.TryGetProperty("terms", out var means) ? means.EnumerateObject().ToDictionary(term => term.Name, term => term.Value.GetDouble()) : null;
            return (json.RootElement.GetProperty("loss").GetDouble(), json.RootElement.GetProperty("accuracy").GetDouble(), terms);
        }

        return (null, null, null);
    }
}
