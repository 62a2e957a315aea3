using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A joint training: teacher and students learn in the same steps from the same recordings. There is one optimiser and one checkpoint, <c>joint.ckpt</c>,
/// for all of them; each number of steps has a run's folder of its own, with its metrics, and at the end its weights and figures.
/// </summary>
internal sealed class JointRun(DistillationPlace place)
{
    private readonly DistillRecipe _recipe = place.Recipe;
    private readonly DistillationRunOptions _options = place.Options;

    private bool SharesWeights => _recipe.Distillation.Weights == JointWeights.Shared;

    private string Checkpoint => Path.Combine(place.Folder, "joint.ckpt");

    public DistillationResult Execute(CancellationToken cancellationToken)
    {
        if (_options.Teacher is { } given)
            throw new TrainingException($"{given}: a joint training has no teacher of before; it learns beside its students");
        _options.Note?.Invoke("the teacher learns beside its students: there is nobody to look at before, and no answers to keep");
        var runs = new List<TrainingRun>();
        var members = new List<JointMember>();
        try
        {
            runs.Add(place.Open(_recipe.ToTeacher(), Path.Combine(place.Folder, "teacher")));
            foreach (int steps in _recipe.Distillation.Students)
                runs.Add(place.Open(_recipe.ToStudent(steps), place.StudentFolder(steps)));
            int[] blocks = [.. runs.Select(run => run.Recipe.Frames.Steps!.Value)];
            using Owned<IBatchSource> train = place.Batches(runs[0].Data, blocks, isTraining: true, cancellationToken);
            for (int i = 0; i < runs.Count; i++)
                members.Add(Join(runs[i], SharesWeights ? runs[0] : runs[i], runs[0], i, train.Value, cancellationToken));
            using StepStatistics? statistics = SharesWeights ? new StepStatistics(members[0].Network, members.Count) : null;
            Train(members, statistics, train.Value, cancellationToken);
            return Finish(members, statistics, cancellationToken);
        }
        finally
        {
            members.ForEach(member => member.Dispose());
            runs.Skip(members.Count).ToList().ForEach(run => run.Dispose());
        }
    }

    private JointMember Join(TrainingRun run, TrainingRun trained, TrainingRun teacher, int block, IBatchSource train, CancellationToken cancellationToken)
    {
        DistillationLoss? loss = null;
        if (!ReferenceEquals(run, teacher))
        {
            manual_seed(run.Recipe.Training.Seed);
            loss = DistillationLosses.Create(_recipe.Distillation.Loss, trained.Network, teacher.Network);
            if (_options.Device is { } device)
                loss.to(device);
        }

        TrainingSession session = run.Begin(new TrainingSessionOptions { Train = train, Block = block }, null, cancellationToken);
        return new JointMember(run, session, trained.Network, block, loss);
    }

    private void Train(List<JointMember> members, StepStatistics? statistics, IBatchSource train, CancellationToken cancellationToken)
    {
        List<TrainerCallback> callbacks = [new JointCourse(members, statistics, _options.Note)];
        if (_options.Progress is { } progress)
            callbacks.Add(new ProgressCallback(progress));
        callbacks.Add(new CheckpointCallback(Checkpoint, everySteps: _recipe.Checkpoint.EverySteps));
        MixupRecipe? mixup = _recipe.Augmentation.Mixup;
        var options = new TrainerOptions
        {
            Epochs = _recipe.Training.Epochs,
            Optimizer = _recipe.Optimizer,
            Schedule = _recipe.Schedule,
            Objective = new JointObjective(members, TaskOf(members[0].Run.Recipe.Loss), statistics),
            Mixup = mixup is null ? null : new Mixup(mixup.Alpha, mixup.Probability, mixup.UntilEpoch, _recipe.Training.Seed),
            Seed = _recipe.Training.Seed,
            Callbacks = callbacks,
        };
        manual_seed(_recipe.Training.Seed);
        using var trainer = new Trainer(members[0].Network, options, train);
        if (_options.Resumes && File.Exists(Checkpoint))
            CheckpointFile.Read(Checkpoint, trainer);
        trainer.Fit(cancellationToken);
    }

    // The teacher's own loss: what it would have alone.
    private static TaskLoss TaskOf(LossRecipe loss) => new() { PerStep = loss.Id == LossKind.TemporalEfficient, LabelSmoothing = loss.LabelSmoothing };

    private DistillationResult Finish(List<JointMember> members, StepStatistics? statistics, CancellationToken cancellationToken)
    {
        // First the last weights of all, while the trained networks have them; then those that were chosen.
        var last = new List<EvaluationResult>();
        for (int i = 0; i < members.Count; i++)
        {
            statistics?.Enter(i);
            members[i].TakeLast();
            last.Add(Evaluation.Measure(members[i].Network, members[i].Session.Test, cancellationToken));
        }

        statistics?.Enter(0);
        var students = new List<DistilledStudent>();
        for (int i = 0; i < members.Count; i++)
        {
            JointMember member = members[i];
            member.TakeBest();
            EvaluationResult? best = member.Best is null ? null
                : member.Best.Epoch == _recipe.Training.Epochs - 1 ? last[i]
                : Evaluation.Measure(member.Run.Network, member.Session.Test, cancellationToken);
            var trained = new TrainingResult(_recipe.Training.Epochs, (long)_recipe.Training.Epochs * member.Session.Train.BatchesPerEpoch, last[i], member.Best, best, null);
            member.OnEnd(trained);
            SaveWeights(member.Run);
            RunResult result = member.Session.Complete(trained, cancellationToken);
            if (member.Loss is null)
                continue;
            TrainingRun teacher = members[0].Run;
            new DistillationInfo(
                _recipe.Distillation.Loss.Id, _recipe.Distillation.Loss.WithChannels(member.Run.Network, teacher.Network), teacher.Folder.Path, teacher.Info.Network, members[0].Steps,
                WeightDigest.Of(teacher.Network), null, false, SupervisionKind.Joint, _recipe.Distillation.Weights ?? JointWeights.Separate).Write(member.Run.Folder.Path);
            students.Add(new DistilledStudent(member.Run.Folder.Path, member.Steps, result, teacher.Folder.Path));
        }

        return new DistillationResult(members[0].Run.Folder.Path, members[0].Steps, null, false, students);
    }

    // Where every run has the weights to use.
    private static void SaveWeights(TrainingRun run)
    {
        using var file = new AtomicFile(run.Folder.BestCheckpoint);
        using (var writer = new BinaryWriter(file.Stream, System.Text.Encoding.UTF8, leaveOpen: true))
            nn.Module.save_state_dict(writer, run.Network.state_dict());
        file.Commit();
    }
}
