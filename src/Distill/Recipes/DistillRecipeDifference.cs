using NeuroKit.Training;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Recipes;

/// <summary>Requires that what is gone on with is what was begun.</summary>
internal static class DistillRecipeDifference
{
    /// <summary>Requires that two recipes do the same.</summary>
    /// <param name="was">That of before.</param>
    /// <param name="now">That of now.</param>
    /// <param name="folder">Whose recipes they are.</param>
    /// <exception cref="TrainingException">They differ; the message says the key and both values.</exception>
    public static void RequireNone(DistillRecipe was, DistillRecipe now, string folder)
    {
        // A number of threads that one of them leaves open is the runs' own, who know it.
        TeacherRecipe before = was.Distillation.Teacher;
        TeacherRecipe teacher = now.Distillation.Teacher;
        if (before.Training is not null && teacher.Training is not null)
        {
            teacher = teacher with { Training = WithThreads(teacher.Training, before.Training) };
            before = before with { Training = WithThreads(before.Training, teacher.Training!) };
        }

        now = now with { Training = WithThreads(now.Training, was.Training), Distillation = now.Distillation with { Teacher = teacher } };
        was = was with { Training = WithThreads(was.Training, now.Training), Distillation = was.Distillation with { Teacher = before } };
        Require(was.ToJson(), now.ToJson(), folder);
    }

    /// <summary>Requires that two recipes of a training do the same.</summary>
    /// <param name="was">That of before.</param>
    /// <param name="now">That of now.</param>
    /// <param name="folder">Whose recipes they are.</param>
    /// <exception cref="TrainingException">They differ; the message says the key and both values.</exception>
    public static void RequireNone(Recipe was, Recipe now, string folder)
        => Require(was.ToJson(), (now with { Training = WithThreads(now.Training, was.Training) }).ToJson(), folder);

    private static TrainingRecipe WithThreads(TrainingRecipe course, TrainingRecipe other) => course with { Threads = course.Threads ?? other.Threads };

    private static void Require(string was, string now, string folder)
    {
        if (RecipeDifference.Find(was, now) is var (key, first, second))
            throw new TrainingException($"{folder}: was begun with another recipe: {key} was {first} and is {second} now; resume it with the recipe it has, or name another folder");
    }
}
