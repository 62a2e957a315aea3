using NeuroKit.Distill.Recipes;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>What every supervision needs: the recipe, where the recordings are, where the runs go, and how it is carried out.</summary>
internal sealed record DistillationPlace(DistillRecipe Recipe, string? DataRoot, string Folder, DistillationRunOptions Options)
{
    /// <summary>The folder of the teacher's run: that given, or one below this, trained first where it is not finished.</summary>
    public string Teacher(CancellationToken cancellationToken)
    {
        if (Options.Teacher is { } given)
            return given;
        string folder = Path.Combine(Folder, "teacher");
        var place = new RunFolder(folder);
        if (place.Exists && File.Exists(place.Result))
            return folder;
        using TrainingRun run = Open(Recipe.ToTeacher(), folder);
        run.Fit(Options.Progress, cancellationToken);
        return folder;
    }

    /// <summary>The folder of a student's run.</summary>
    public string StudentFolder(int steps) => Path.Combine(Folder, $"student-t{steps}");

    /// <summary>Begins a run, or goes on with it where that is wanted.</summary>
    public TrainingRun Open(Recipe recipe, string folder)
    {
        var options = new TrainingRunOptions { Device = Options.Device, LinearBaseline = false };
        if (Options.Resumes && new RunFolder(folder).Exists)
            return TrainingRun.Resume(recipe, DataRoot, folder, options);
        return TrainingRun.Create(recipe, DataRoot ?? throw new TrainingException($"{Folder}: is not begun yet; say the data set's folder"), folder, options);
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
