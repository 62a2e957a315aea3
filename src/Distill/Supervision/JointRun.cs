using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Reports;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A joint training: teacher and students learn in the same steps from the same recordings. There is one optimiser and one checkpoint, <c>joint.ckpt</c>,
/// for all of them; each number of steps has a run's folder of its own, with its metrics, and at the end its weights and figures.
/// </summary>
internal sealed class JointRun(DistillationPlace place) : ISupervision
{
    private readonly DistillRecipe _recipe = place.Recipe;
    private readonly DistillationRunOptions _options = place.Options;

    private bool SharesWeights => _recipe.Distillation.Weights == JointWeights.Shared;

    private string Checkpoint => Path.Combine(place.Folder, "joint.ckpt");

    // Result files are written last: those of all say that there is nothing left to do.
    private bool IsFinished => _recipe.Distillation.Students.All(place.IsFinished) && _options.Resumes && File.Exists(new RunFolder(place.OwnTeacher).Result);

    public void Admit()
    {
        if (_options.Teacher is { } given)
            throw new TrainingException($"{given}: a joint training has no teacher of before; it learns beside its students");
        _ = RunData.Open(_recipe.ToTeacher(), place.Root());
    }

    public DistillationResult Execute(CancellationToken cancellationToken)
    {
        _options.Note?.Invoke("the teacher learns beside its students: there is nobody to look at before, and no answers to keep");
        var runs = new List<TrainingRun>();
        var members = new List<JointMember>();
        try
        {
            runs.Add(place.Open(_recipe.ToTeacher(), place.OwnTeacher));
            foreach (int steps in _recipe.Distillation.Students)
                runs.Add(place.Open(_recipe.ToStudent(steps), place.StudentFolder(steps)));
            if (IsFinished)
                return Finished(runs);
            foreach (TrainingRun run in runs.Where(run => !File.Exists(run.Folder.Result)))
                Describe(run, runs[0], null)?.Write(run.Folder.Path);
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

        TrainingSession session = run.Begin(new TrainingSessionOptions { Train = train, Block = block, Page = report => AddTeaching(report, run) }, null, cancellationToken);
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
            // What an earlier process finished it finished with the same weights.
            bool isFinished = _options.Resumes && File.Exists(member.Run.Folder.Result);
            if (!isFinished)
            {
                SaveWeights(member.Run);
                DistillationInfo? info = Describe(member.Run, members[0].Run, WeightDigest.Of(members[0].Run.Network));
                (info is null ? null : info with { TermWeights = member.Loss?.Weights })?.Write(member.Run.Folder.Path);
            }

            RunResult result = isFinished ? RunResult.Read(member.Run.Folder.Path) : member.Session.Complete(trained, cancellationToken);
            if (member.Loss is not null)
                students.Add(new DistilledStudent(member.Run.Folder.Path, member.Steps, result, members[0].Run.Folder.Path));
        }

        return new DistillationResult(members[0].Run.Folder.Path, members[0].Steps, null, false, students);
    }

    private DistillationResult Finished(List<TrainingRun> runs)
    {
        _options.Note?.Invoke("teacher and students are finished");
        string teacher = runs[0].Folder.Path;
        return new DistillationResult(
            teacher, runs[0].Recipe.Frames.Steps!.Value, null, false,
            [.. runs.Skip(1).Select(run => new DistilledStudent(run.Folder.Path, run.Recipe.Frames.Steps!.Value, RunResult.Read(run.Folder.Path), teacher))]);
    }

    // Who taught a run. A teacher with weights of its own is taught by nobody; one whose weights are its students' too learns from their losses.
    private DistillationInfo? Describe(TrainingRun run, TrainingRun teacher, string? teacherSha256)
    {
        bool isTeacher = ReferenceEquals(run, teacher);
        if (isTeacher && !SharesWeights)
            return null;
        return new DistillationInfo
        {
            Method = _recipe.Distillation.Loss.Id,
            Loss = _recipe.Distillation.Loss.WithChannels(run.Network, teacher.Network),
            Teacher = teacher.Folder.Path,
            TeacherNetwork = teacher.Info.Network,
            TeacherSteps = teacher.Recipe.Frames.Steps!.Value,
            TeacherSha256 = teacherSha256,
            Cached = false,
            Supervision = SupervisionKind.Joint,
            Weights = _recipe.Distillation.Weights ?? JointWeights.Separate,
            Bins = _recipe.Distillation.Bins,
            Initialization = _recipe.Distillation.Initialization,
            Students = isTeacher ? _recipe.Distillation.Students : null,
            Recipe = place.Whole,
        };
    }

    private static RunReport AddTeaching(RunReport report, TrainingRun run)
        => DistillationInfo.Read(run.Folder.Path) is { } info ? StudentPage.Add(report, info) : report;

    // Where every run has the weights to use.
    private static void SaveWeights(TrainingRun run)
    {
        using var file = new AtomicFile(run.Folder.BestCheckpoint);
        using (var writer = new BinaryWriter(file.Stream, System.Text.Encoding.UTF8, leaveOpen: true))
            nn.Module.save_state_dict(writer, run.Network.state_dict());
        file.Commit();
    }
}
