using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Sweeps;

/// <summary>Carries a sweep out: a distillation a setting, each in a folder of its own, with one teacher where all settings have the same.</summary>
public static class SweepRun
{
    /// <summary>Carries a sweep out, or goes on with the one that the folder holds.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="dataRoot">The data set's folder; null, where a sweep is gone on with: where it was.</param>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="options">How each distillation is carried out; null: the defaults.</param>
    /// <param name="begins">Told of each setting before it begins; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps; it can be gone on with.</param>
    /// <exception cref="TrainingException">The folder holds another sweep or something else, or a distillation fails.</exception>
    /// <exception cref="Events.NeuroKitException">The data set cannot be used.</exception>
    public static SweepResults Execute(
        RecipeSweep sweep, string? dataRoot, string folder, DistillationRunOptions? options = null, Action<SweepSetting>? begins = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        folder = Path.GetFullPath(folder);
        options ??= new DistillationRunOptions();
        Require(sweep, folder, options.Resumes);
        var place = new DistillationPlace(sweep.Settings[0].Recipe, dataRoot, folder, options);
        place.RequireOwnTeacher();
        if (!SweepRecord.IsIn(folder))
        {
            DistillationRun.Supervise(sweep.Settings[0].Recipe, dataRoot, folder, options).Admit();
            Directory.CreateDirectory(folder);
            SweepRecord.Of(sweep).Write(folder);
        }

        if (options.Teacher is not null || HaveOneTeacher(sweep))
        {
            string teacher = place.Teacher(cancellationToken);
            using (TrainedModel model = TrainedModel.Open(teacher))
                place.KeepTeacher(model);
            options = options with { Teacher = teacher };
        }

        foreach (SweepSetting setting in sweep.Settings)
        {
            begins?.Invoke(setting);
            DistillationRun.Execute(setting.Recipe, dataRoot, Path.Combine(folder, setting.Name), options, cancellationToken);
        }

        return SweepResults.Read(folder);
    }

    // Nothing is written.
    private static void Require(RecipeSweep sweep, string folder, bool resumes)
    {
        DistillationFolder.RequireFolder(folder);
        if (SweepRecord.IsIn(folder))
        {
            if (!resumes)
                throw new TrainingException($"{folder}: holds a sweep already; resume it (--resume), or name another folder");
            SweepRecord.Read(folder).RequireSame(sweep, folder);
            return;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new TrainingException($"{folder}: is not empty and holds no sweep; name another folder");
    }

    private static bool HaveOneTeacher(RecipeSweep sweep)
        => sweep.Settings.All(s => s.Recipe.Distillation.Supervision == SupervisionKind.Frozen)
            && sweep.Settings.Select(s => s.Recipe.ToTeacher().ToJson()).Distinct(StringComparer.Ordinal).Count() == 1;
}
