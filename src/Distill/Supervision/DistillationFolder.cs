using System.Text;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>The folder of a distillation: its recipe, with every default said, lies in <c>recipe.json</c> before anything is learnt.</summary>
/// <param name="path">The folder, in full.</param>
internal sealed class DistillationFolder(string path)
{
    // The deepest: a sweep's setting, a chain's stage, a student, its checkpoints.
    private const int MaximumDepth = 5;

    private string RecipePath => System.IO.Path.Combine(path, "recipe.json");

    /// <summary>Whether somebody has learnt here.</summary>
    public bool IsBegun => Learnt().Any();

    /// <summary>Whether a student has learnt here, not only the teacher of before.</summary>
    public bool HasBegunStudents
        => Learnt().Any(file => !System.IO.Path.GetRelativePath(path, file).Split(System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar).Contains("teacher"));

    /// <summary>Requires that a distillation may begin here, or go on with the one that is here. Nothing is written.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="resumes">Whether it may go on with students that have learnt.</param>
    /// <exception cref="TrainingException">It holds another distillation or something else; the message says the key.</exception>
    public void Require(DistillRecipe recipe, bool resumes)
    {
        RequireFolder(path);
        if (!Directory.Exists(path))
            return;
        if (new RunFolder(path).Exists)
            throw new TrainingException($"{path}: holds a run, no distillation; name another folder");
        if (!File.Exists(RecipePath))
        {
            if (Directory.EnumerateFileSystemEntries(path).Any())
                throw new TrainingException($"{path}: is not empty and holds no distillation (no recipe.json); name another folder");
            return;
        }

        var own = DistillRecipe.Parse(File.ReadAllBytes(RecipePath), RecipePath);
        if (!resumes && HasBegunStudents)
            throw new TrainingException($"{path}: holds a distillation already; resume it (--resume), or name another folder");
        if (IsBegun)
            DistillRecipeDifference.RequireNone(own, recipe, path);
    }

    /// <summary>Writes the recipe, unless somebody has learnt by the one that is here.</summary>
    /// <param name="recipe">The recipe.</param>
    public void Begin(DistillRecipe recipe)
    {
        if (File.Exists(RecipePath) && IsBegun)
            return;
        Directory.CreateDirectory(path);
        using var file = new AtomicFile(RecipePath);
        file.Stream.Write(Encoding.UTF8.GetBytes(recipe.ToJson()));
        file.Commit();
    }

    /// <summary>Requires the name of a folder.</summary>
    /// <param name="path">The name.</param>
    /// <exception cref="TrainingException">It is a file's.</exception>
    public static void RequireFolder(string path)
    {
        if (File.Exists(path))
            throw new TrainingException($"{path}: is a file; expected the name of a folder to make");
    }

    private IEnumerable<string> Learnt()
        => !Directory.Exists(path) ? []
            : Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaximumDepth })
                .Where(file => System.IO.Path.GetExtension(file) == ".ckpt" || System.IO.Path.GetFileName(file) == "result.json");
}
