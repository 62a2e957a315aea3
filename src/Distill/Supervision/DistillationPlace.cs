using NeuroKit.Distill.Recipes;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>What every supervision needs: the recipe, where the recordings are, where the runs go, and how it is carried out.</summary>
internal sealed record DistillationPlace(DistillRecipe Recipe, string? DataRoot, string Folder, DistillationRunOptions Options)
{
    /// <summary>The recipe as it was asked for: of a chain's stage, the chain's.</summary>
    public DistillRecipe Whole { get; init; } = Recipe;

    /// <summary>The stage of a chain, from 1; null elsewhere.</summary>
    public int? Stage { get; init; }

    /// <summary>The folder of the teacher's run where it is trained first.</summary>
    public string OwnTeacher => Path.Combine(Folder, "teacher");

    /// <summary>
    /// The data set's folder: that given; else that of a run which was begun here, or of the teacher that is given, whose recordings are the same.
    /// </summary>
    /// <exception cref="TrainingException">There is none yet.</exception>
    public string Root()
    {
        if (DataRoot is not null)
            return DataRoot;
        string? run = Recipe.Distillation.Students.Select(StudentFolder).Append(OwnTeacher).Concat(Options.Teacher is { } given ? [given] : Array.Empty<string>())
            .FirstOrDefault(folder => new RunFolder(folder).Exists);
        return run is null ? throw new TrainingException($"{Folder}: is not begun yet; say the data set's folder") : RunInfo.Read(run).DataRoot;
    }

    /// <summary>The folder of the teacher's run: that given, or one below this, trained first where it is not finished.</summary>
    /// <exception cref="TrainingException">Another teacher has begun to teach here.</exception>
    public string Teacher(CancellationToken cancellationToken)
    {
        if (Options.Teacher is { } given)
            return given;
        RequireOwnTeacher();
        string folder = OwnTeacher;
        var place = new RunFolder(folder);
        if (place.Exists && File.Exists(place.Result))
        {
            DistillRecipeDifference.RequireNone(Training.Recipes.Recipe.Load(place.Recipe), Recipe.ToTeacher(), folder);
            return folder;
        }

        using TrainingRun run = Open(Recipe.ToTeacher(), folder);
        run.Fit(Options.Progress, cancellationToken);
        return folder;
    }

    /// <summary>Requires that no teacher that was given has begun to teach here.</summary>
    /// <exception cref="TrainingException">One has; the message says which.</exception>
    public void RequireOwnTeacher()
    {
        if (Options.Teacher is null && TeacherRecord.TryRead(Folder) is { IsGiven: true } was && new DistillationFolder(Folder).HasBegunStudents)
            throw new TrainingException($"{Folder}: was begun with another teacher: {was.Folder} was given and none is now; go on with --teacher {was.Folder}, or name another folder");
    }

    /// <summary>Puts by who teaches, before a student's first step; where one has been made, requires that it is still who taught then.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <exception cref="TrainingException">It is another; the message says the key.</exception>
    public void KeepTeacher(TrainedModel teacher)
    {
        var now = TeacherRecord.Of(teacher, Options.Teacher is not null);
        if (new DistillationFolder(Folder).HasBegunStudents)
        {
            if (TeacherRecord.TryRead(Folder) is { } was)
            {
                was.RequireSame(now, Folder);
                return;
            }

            // An earlier version said it with each student that was finished.
            if (Recipe.Distillation.Students.Select(StudentFolder).Where(Directory.Exists).Any(student => DistillationInfo.Read(student)?.TeacherSha256 != now.Sha256))
                throw new TrainingException($"{Folder}: does not say who taught before, or says another than {now.Folder}; name another folder");
        }

        now.Write(Folder);
    }

    /// <summary>The folder of a student's run.</summary>
    public string StudentFolder(int steps) => Path.Combine(Folder, $"student-t{steps}");

    /// <summary>Whether a student is taught already, so that nothing of it is done again.</summary>
    public bool IsFinished(int steps)
    {
        var folder = new RunFolder(StudentFolder(steps));
        return Options.Resumes && folder.Exists && File.Exists(folder.Result) && DistillationInfo.Read(folder.Path) is not null;
    }

    /// <summary>Begins a run, or goes on with it where that is wanted.</summary>
    public TrainingRun Open(Recipe recipe, string folder)
    {
        var options = new TrainingRunOptions { Device = Options.Device, LinearBaseline = false };
        if (Options.Resumes && new RunFolder(folder).Exists)
            return TrainingRun.Resume(recipe, DataRoot, folder, options);
        return TrainingRun.Create(recipe, Root(), folder, options);
    }

    /// <summary>Batches with frames of several numbers of steps, as teacher and students share them.</summary>
    /// <param name="data">The recordings.</param>
    /// <param name="blocks">The numbers of steps.</param>
    /// <param name="isTraining">Whether they are shuffled and varied.</param>
    /// <param name="cancellationToken">Cancels reading ahead.</param>
    /// <param name="apart">Which of the frames follow once more under an augmentation of their own, behind all others; null: none.</param>
    public Owned<IBatchSource> Batches(RunData data, int[] blocks, bool isTraining, CancellationToken cancellationToken, int? apart = null)
    {
        bool nests = Recipe.Distillation.Bins == BinSharing.Nested;
        return new(apart is { } block
            ? data.BatchesApart(data.Train, blocks, nests, block, isTraining, Options.Device, cancellationToken)
            : data.Batches(data.Train, blocks, nests, isTraining, Options.Device, cancellationToken));
    }

    /// <summary>The shared frames in words.</summary>
    public string Describe(int[] blocks)
        => $"{string.Join(", ", blocks.Select(steps => (Recipe.Frames with { Steps = steps }).Describe()))}, {Recipe.Distillation.Bins}, {Recipe.Frames.Size}";
}
