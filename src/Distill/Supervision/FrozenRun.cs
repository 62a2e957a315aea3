using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>A trained teacher that stays as it is and its students, side by side: each batch is read once, and the teacher looks at it once.</summary>
/// <param name="place">What it needs.</param>
internal sealed class FrozenRun(DistillationPlace place) : ISupervision
{
    private readonly DistillRecipe _recipe = place.Recipe;
    private readonly DistillationRunOptions _options = place.Options;
    private readonly TeacherPairing _pairing = place.Recipe.Distillation.ToPairing();

    private bool KeepsAnswers => _recipe.Distillation.Cache != TeacherCaching.Off && _recipe.RepeatsInputs && _pairing.ResetTeacherState;

    public void Admit()
    {
        place.RequireOwnTeacher();
        string root = place.Root();
        string students = RunData.Open(_recipe.ToStudent(_recipe.Distillation.Students[0]), root).Digest();
        Recipe teacher;
        string digest;
        if (_options.Teacher is { } given)
        {
            var folder = new RunFolder(given);
            folder.RequireRun();
            teacher = Recipe.Load(folder.Recipe);
            digest = RunInfo.Read(given).IndexDigest;
        }
        else
        {
            teacher = _recipe.ToTeacher();
            // By the students' keys it learns from the students' recordings.
            digest = _recipe.Distillation.Teacher.Recipe is null ? students : RunData.Open(teacher, root).Digest();
        }

        string name = _options.Teacher ?? place.OwnTeacher;
        Admit(teacher, name);
        if (digest != students)
            throw new TrainingException($"{name}: the teacher's recordings to train, validate and test are others than the recipe's; it may have learnt from what its students are tested on");
    }

    public DistillationResult Execute(CancellationToken cancellationToken)
    {
        string teacherFolder = place.Teacher(cancellationToken);
        using TrainedModel teacher = TrainedModel.Open(teacherFolder, _options.Device);
        int teacherSteps = Admit(teacher.Recipe, teacher.Folder.Path);
        place.KeepTeacher(teacher);
        var runs = new List<TrainingRun>();
        try
        {
            var finished = new List<DistilledStudent>();
            // In this order always: of two processes on one folder the second stops at the first student.
            foreach (int steps in _recipe.Distillation.Students)
            {
                TrainingRun run = place.Open(_recipe.ToStudent(steps), place.StudentFolder(steps));
                if (place.IsFinished(steps))
                {
                    finished.Add(new DistilledStudent(run.Folder.Path, steps, RunResult.Read(run.Folder.Path), teacher.Folder.Path));
                    run.Dispose();
                }
                else
                {
                    runs.Add(run);
                }
            }

            if (runs.Count > 0)
                return Distil(teacher, teacherSteps, [.. runs], finished, cancellationToken);
            if (place.Stage is null)
                _options.Note?.Invoke("all students are finished");
            return new DistillationResult(teacher.Folder.Path, teacherSteps, null, DistillationInfo.Read(finished[0].Folder)!.Cached, finished);
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    private DistillationResult Distil(TrainedModel teacher, int teacherSteps, TrainingRun[] runs, List<DistilledStudent> finished, CancellationToken cancellationToken)
    {
        // Before anything is measured: whoever looks at an interrupted student sees who was to teach it.
        foreach (TrainingRun run in runs.Where(run => !File.Exists(run.Folder.LastCheckpoint)))
            Describe(teacher, teacherSteps, run, null).Write(run.Folder.Path);
        RunData data = runs[0].Data;
        int[] blocks = [.. _recipe.Distillation.Students.Append(teacherSteps).Distinct().OrderDescending()];
        // Where nothing is varied at random a draw of its own is the same one.
        int? apart = _pairing.SharedAugmentation || _recipe.Augmentation.Clip is null ? null : Array.IndexOf(blocks, teacherSteps);
        using Owned<IBatchSource> train = place.Batches(data, blocks, isTraining: true, cancellationToken, apart);
        var sessions = new List<TrainingSession>();
        var losses = new List<DistillationLoss>();
        var infos = new DistillationInfo[runs.Length];
        try
        {
            var students = new List<DistillationStudent>();
            for (int i = 0; i < runs.Length; i++)
            {
                TrainingRun run = runs[i];
                int number = i;
                if (_recipe.Distillation.Initialization == StudentInitialization.Teacher)
                    run.Network.load_state_dict(teacher.Network.state_dict());
                manual_seed(run.Recipe.Training.Seed);
                DistillationLoss loss = DistillationLosses.Create(_recipe.Distillation.Loss, run.Network, teacher.Network);
                losses.Add(loss);
                if (_options.Device is { } device)
                    loss.to(device);
                var objective = new DistillationObjective(loss);
                TrainingSession session = run.Begin(
                    new TrainingSessionOptions
                    {
                        Train = train.Value,
                        Block = Array.IndexOf(blocks, run.Recipe.Frames.Steps!.Value),
                        Objective = objective,
                        Page = report => StudentPage.Add(report, infos[number]),
                    },
                    i == 0 ? _options.Progress : null, cancellationToken);
                sessions.Add(session);
                students.Add(new DistillationStudent(Path.GetFileName(run.Folder.Path), session.Trainer, objective));
            }

            DistillationOutlook outlook = Look(teacher, runs, sessions, cancellationToken);
            var frozen = new FrozenTeacher(teacher.Network, apart is null ? Array.IndexOf(blocks, teacherSteps) : blocks.Length, losses, _pairing);
            using TeacherCache? cache = Cache(frozen, teacher.Recipe.Network.ToString(), data, blocks, cancellationToken);
            for (int i = 0; i < runs.Length; i++)
            {
                infos[i] = Describe(teacher, teacherSteps, runs[i], StudentOutlook.Of(outlook, i)) with { Cached = cache is not null, TermWeights = losses[i].Weights };
                infos[i].Write(runs[i].Folder.Path);
            }

            MixupRecipe? mixup = _recipe.Augmentation.Mixup;
            // Each student draws what it would draw alone: from its own run's seed.
            manual_seed(_recipe.Training.Seed);
            using var course = new DistillationTrainer(
                train.Value, students, cache ?? (DistillationTeacher)frozen,
                mixup is null ? null : new Mixup(mixup.Alpha, mixup.Probability, mixup.UntilEpoch, _recipe.Training.Seed));
            for (int i = 0; i < sessions.Count; i++)
            {
                if (sessions[i].HasCheckpoint)
                    course.Resume(i, sessions[i].Load);
            }

            IReadOnlyList<TrainingResult> trained = course.Fit(cancellationToken);
            for (int i = 0; i < runs.Length; i++)
            {
                RunResult result = sessions[i].Complete(trained[i], cancellationToken);
                finished.Add(new DistilledStudent(runs[i].Folder.Path, runs[i].Recipe.Frames.Steps!.Value, result, teacher.Folder.Path));
            }

            DistilledStudent[] results = [.. _recipe.Distillation.Students.Select(steps => finished.Single(student => student.Steps == steps))];
            return new DistillationResult(teacher.Folder.Path, teacherSteps, outlook, cache is not null, results);
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
            losses.ForEach(loss => loss.Dispose());
        }
    }

    private DistillationInfo Describe(TrainedModel teacher, int teacherSteps, TrainingRun run, StudentOutlook? outlook) => new()
    {
        Method = _recipe.Distillation.Loss.Id,
        Loss = _recipe.Distillation.Loss.WithChannels(run.Network, teacher.Network),
        Teacher = teacher.Folder.Path,
        TeacherNetwork = teacher.Info.Network,
        TeacherSteps = teacherSteps,
        TeacherSha256 = WeightDigest.Of(teacher.Network),
        TeacherAccuracy = outlook?.TeacherAccuracy,
        Cached = KeepsAnswers,
        Supervision = place.Stage is null ? SupervisionKind.Frozen : SupervisionKind.Chain,
        Pairing = _pairing,
        Bins = _recipe.Distillation.Bins,
        Initialization = _recipe.Distillation.Initialization,
        Stage = place.Stage,
        Outlook = outlook,
        Recipe = place.Whole,
    };

    // The teacher must see the recordings as its students do.
    private int Admit(Recipe teacher, string folder)
    {
        FramesRecipe frames = teacher.Frames;
        if (frames.Rule != _recipe.Frames.Rule || frames.Steps is not { } steps)
            throw new TrainingException($"{folder}: the teacher's frames are {frames.Describe()}; expected a number by the recipe's rule, {_recipe.Frames.Rule.ToString().ToLowerInvariant()}");
        if (frames.Size != _recipe.Frames.Size)
            throw new TrainingException($"{folder}: the teacher's frames are of size {frames.Size ?? "as recorded"}; expected the recipe's, {_recipe.Frames.Size ?? "as recorded"}");
        if (_recipe.Distillation.Initialization == StudentInitialization.Teacher
            && (teacher.Network.ToOptions(1, 1, 1, 1) != _recipe.Network.ToOptions(1, 1, 1, 1) || teacher.Network.Id != _recipe.Network.Id))
            throw new TrainingException($"{folder}: the teacher is {teacher.Network.Describe()}; students that begin with its weights must be the same network, not {_recipe.Network.Describe()}");
        return steps;
    }

    // Before any step: what the teacher knows, and what the students know without having learnt.
    private DistillationOutlook Look(TrainedModel teacher, TrainingRun[] runs, List<TrainingSession> sessions, CancellationToken cancellationToken)
    {
        RunData data = runs[0].Data;
        bool isValidation = data.Validation is not null;
        // Without a validation part the train part has to do: the test part is not for this.
        var own = RunData.Open(teacher.Recipe, runs[0].Info.DataRoot);
        using Owned<IBatchSource> source = new(own.Batches(isValidation ? own.Validation! : own.Train, isTraining: false, _options.Device, cancellationToken: cancellationToken));
        EvaluationResult ofTeacher = Evaluation.Measure(teacher.Network, source.Value, cancellationToken);
        var untrained = new List<EvaluationResult>();
        for (int i = 0; i < runs.Length; i++)
        {
            using Owned<IBatchSource>? plain = isValidation ? null : new(runs[i].Data.Batches(runs[i].Data.Train, isTraining: false, _options.Device, cancellationToken: cancellationToken));
            untrained.Add(Evaluation.Measure(runs[i].Network, isValidation ? sessions[i].Validation! : plain!.Value, cancellationToken));
        }

        var outlook = new DistillationOutlook(isValidation ? "validation" : "train", runs[0].Info.Classes, ofTeacher, [.. runs.Select(run => run.Recipe.Frames.Steps!.Value)], untrained);
        _options.Outlook?.Invoke(outlook);
        double best = untrained.Max(u => u.Accuracy);
        bool mayBeEqual = _recipe.Distillation.Initialization == StudentInitialization.Teacher; // it is its own weights
        bool isWorse = mayBeEqual ? ofTeacher.Accuracy < best : ofTeacher.Accuracy <= best;
        if (isWorse && !_recipe.Distillation.AllowWorseTeacher && !_options.AllowWorseTeacher)
            throw new TrainingException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{teacher.Folder.Path}: the teacher recognises {100 * ofTeacher.Accuracy:0.0} % of the {outlook.Part} part, an untrained student {100 * best:0.0} %; it has nothing to teach (--allow-worse-teacher goes on all the same)"));
        return outlook;
    }

    private TeacherCache? Cache(FrozenTeacher frozen, string description, RunData data, int[] blocks, CancellationToken cancellationToken)
    {
        if (!KeepsAnswers)
        {
            _options.Note?.Invoke("the teacher looks at every batch anew: " + (
                !_recipe.RepeatsInputs ? "recordings are varied at random, so that none comes twice"
                : _recipe.Distillation.Cache == TeacherCaching.Off ? "the recipe says so (distillation.cache)"
                : "it goes on from batch to batch, so that its answers depend on what came before"));
            return null;
        }

        string key = TeacherCacheFile.Key(frozen.Network, description, frozen.Features, RecordingContents.Digest(data.Train), place.Describe(blocks));
        string path = Path.Combine(place.Folder, "teacher-cache.bin");
        if (TeacherCacheFile.TryRead(path, key, _options.Device) is { } kept)
        {
            _options.Note?.Invoke($"the teacher's answers are read from {path}");
            return kept;
        }

        using Owned<IBatchSource> source = place.Batches(data, blocks, isTraining: false, cancellationToken);
        if (TeacherCache.TryBuild(frozen, source.Value, _options.CacheLimitBytes, out long bytes, cancellationToken) is not { } cache)
        {
            _options.Note?.Invoke(FormattableString.Invariant($"the teacher looks at every batch anew: its answers to all recordings would take {bytes / 1e9:0.0} GB, more than {_options.CacheLimitBytes / 1e9:0.0} GB"));
            return null;
        }

        TeacherCacheFile.Write(path, key, cache);
        return cache;
    }
}
