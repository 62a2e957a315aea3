using System.Text;
using NeuroKit.Distill.Recipes;
using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A distillation by a recipe into a folder, begun or resumed: the teacher's run in <c>teacher</c> unless one is given, each student's in
/// <c>student-tN</c>, those of a chain in <c>stage1</c>, <c>stage2</c> and so on; each a run like any other.
/// </summary>
/// <remarks>
/// The folder's <c>recipe.json</c> and <c>teacher.json</c> say by what and by whom before the first step: it is gone on with by the same recipe and teacher
/// alone, and of what is finished nothing is written again.
/// </remarks>
/// <example><code>
/// DistillationResult result = DistillationRun.Execute(DistillRecipe.Load("bkd-sew-small-n-mnist"), "data/n-mnist", "runs/1");
/// </code></example>
public static class DistillationRun
{
    /// <summary>Carries a distillation out, or goes on with the one that the folder holds.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataRoot">The data set's folder; null, where a run is gone on with: where it was.</param>
    /// <param name="folder">The distillation's folder.</param>
    /// <param name="options">How to carry it out; null: the defaults.</param>
    /// <param name="cancellationToken">Stops between steps; it can be gone on with.</param>
    /// <exception cref="TrainingException">The folder holds something else, the teacher does not go with the recipe, or is worse than an untrained student.</exception>
    /// <exception cref="Events.NeuroKitException">The recipe or the data set cannot be used.</exception>
    public static DistillationResult Execute(
        DistillRecipe recipe, string? dataRoot, string folder, DistillationRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new DistillationRunOptions();
        folder = Path.GetFullPath(folder);
        // As it would be read: every option of the loss said, so that it compares with what lies in the folder.
        recipe = DistillRecipe.Parse(Encoding.UTF8.GetBytes(recipe.ToJson()), recipe.Name);
        var kept = new DistillationFolder(folder);
        kept.Require(recipe, options.Resumes);
        ISupervision supervision = Supervise(recipe, dataRoot, folder, options);
        supervision.Admit();
        LossRehearsal.Check(new DistillationPlace(recipe, dataRoot, folder, options));
        kept.Begin(recipe);
        return supervision.Execute(cancellationToken);
    }

    internal static ISupervision Supervise(DistillRecipe recipe, string? dataRoot, string folder, DistillationRunOptions options)
    {
        var place = new DistillationPlace(recipe, dataRoot, folder, options);
        return recipe.Distillation.Supervision switch
        {
            SupervisionKind.Frozen => new FrozenRun(place),
            SupervisionKind.Chain => new ChainRun(place),
            SupervisionKind.Joint => new JointRun(place),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Distillation.Supervision, "found an unknown supervision"),
        };
    }
}
