using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// Computes each loss of a distillation once, on networks that know nothing and one empty recording: what does not fit together (names and sizes of
/// features, numbers of steps) is told before a teacher is trained for hours.
/// </summary>
internal static class LossRehearsal
{
    /// <summary>Rehearses. Torch's generator is left as it was.</summary>
    /// <exception cref="RecipeException">A loss cannot be computed; the message names its key.</exception>
    public static void Check(DistillationPlace place)
    {
        // What is gone on with where it was has been rehearsed.
        if (place.DataRoot is null || Teacher(place) is not { } teacher)
            return;
        DistillRecipe recipe = place.Recipe;
        Recipe first = recipe.ToStudent(recipe.Distillation.Supervision == SupervisionKind.Chain ? recipe.Distillation.Stages![0].Students[0] : recipe.Distillation.Students[0]);
        var data = RunData.Open(first, place.DataRoot);
        SensorSize size = data.FrameSize();
        using Tensor generator = random.get_rng_state();
        try
        {
            if (recipe.Distillation.Supervision != SupervisionKind.Chain)
            {
                Check(recipe, "distillation.loss", teacher.Network, teacher.Steps, Options);
                return;
            }

            for (int i = 0; i < recipe.Distillation.Stages!.Count; i++)
            {
                DistillRecipe stage = recipe.ToStage(i);
                Check(stage, recipe.Distillation.Stages[i].Loss is null ? "distillation.loss" : $"distillation.stages[{i}].loss", teacher.Network, teacher.Steps, Options);
                teacher = (recipe.Network, stage.Distillation.Students[^1]);
            }
        }
        finally
        {
            random.set_rng_state(generator);
        }

        NetworkOptions Options(NetworkRecipe network) => network.ToOptions(data.Channels, size.Height, size.Width, data.All.Classes.Count);
    }

    private static (NetworkRecipe Network, int Steps)? Teacher(DistillationPlace place)
    {
        // A folder that is no run's has its own message.
        if (place.Options.Teacher is { } given && !File.Exists(new RunFolder(given).Recipe))
            return null;
        Recipe teacher = place.Options.Teacher is { } folder ? Recipe.Load(new RunFolder(folder).Recipe) : place.Recipe.ToTeacher();
        return teacher.Frames.Steps is { } steps ? (teacher.Network, steps) : null;
    }

    private static void Check(DistillRecipe recipe, string key, NetworkRecipe teacherNetwork, int teacherSteps, Func<NetworkRecipe, NetworkOptions> options)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        using SpikingNetwork student = Create(recipe.Network);
        using SpikingNetwork teacher = Create(teacherNetwork);
        try
        {
            using DistillationLoss loss = DistillationLosses.Create(recipe.Distillation.Loss, student, teacher);
            DistillationSide? taught = loss.NeedsTeacher ? DistillationSide.From(teacher.Forward(Empty(teacher, teacherSteps), loss.TeacherRequest)) : null;
            foreach (int steps in recipe.Distillation.Students)
                loss.call(DistillationSide.From(student.Forward(Empty(student, steps), loss.StudentRequest)), taught, zeros([1], ScalarType.Int64));
        }
        catch (ArgumentException e)
        {
            // The parameter that the runtime names behind the message is none of the recipe's.
            throw new RecipeException(recipe.Name, key, e.Message.Split(" (Parameter", 2)[0], e);
        }

        SpikingNetwork Create(NetworkRecipe network)
        {
            SpikingNetwork made = SpikingNetworks.Create(network.Id, options(network));
            made.eval();
            return made;
        }

        static Tensor Empty(SpikingNetwork network, int steps)
            => zeros([1, steps, network.Options.Channels, network.Options.Height, network.Options.Width]);
    }
}
