using NeuroKit.Training.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Optimization;

/// <summary>Makes optimisers by their descriptions.</summary>
internal static class Optimizers
{
    /// <summary>Makes an optimiser of a module's parameters, which must be on their device already.</summary>
    /// <param name="recipe">Its description.</param>
    /// <param name="module">The module.</param>
    /// <returns>The optimiser; the caller disposes it.</returns>
    public static OptimizerHelper Create(OptimizerRecipe recipe, nn.Module module) => Create(recipe, [module]);

    /// <summary>Makes an optimiser of several modules' parameters, which must be on their device already.</summary>
    /// <param name="recipe">Its description.</param>
    /// <param name="modules">The modules; their order is that of the optimiser's state.</param>
    /// <returns>The optimiser; the caller disposes it.</returns>
    public static OptimizerHelper Create(OptimizerRecipe recipe, IEnumerable<nn.Module> modules)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(modules);
        Parameter[] parameters = [.. modules.SelectMany(module => module.parameters())];
        // Biases, normalisation and the neurons' leaks are of one dimension or none: shrinking them shrinks no map, only shifts it.
        Parameter[] decayed = recipe.DecayBiases ? parameters : [.. parameters.Where(p => p.dim() > 1)];
        Parameter[] others = [.. parameters.Where(p => !decayed.Contains(p, ReferenceEqualityComparer.Instance))];
        return recipe.Id switch
        {
            OptimizerKind.Sgd => optim.SGD(
                Groups(g => new SGD.ParamGroup(g.Parameters, recipe.LearningRate, recipe.Momentum, 0, g.Decay, recipe.Nesterov)),
                recipe.LearningRate, recipe.Momentum, nesterov: recipe.Nesterov),
            OptimizerKind.Adam => optim.Adam(
                Groups(g => new Adam.ParamGroup(g.Parameters, recipe.LearningRate, recipe.Beta1, recipe.Beta2, recipe.Epsilon, g.Decay)),
                recipe.LearningRate, recipe.Beta1, recipe.Beta2, recipe.Epsilon),
            OptimizerKind.AdamW => optim.AdamW(
                Groups(g => new AdamW.ParamGroup(g.Parameters, recipe.LearningRate, recipe.Beta1, recipe.Beta2, recipe.Epsilon, g.Decay)),
                recipe.LearningRate, recipe.Beta1, recipe.Beta2, recipe.Epsilon),
            _ => throw new ArgumentException($"there is no optimiser {recipe.Id}", nameof(recipe)),
        };

        TGroup[] Groups<TGroup>(Func<(Parameter[] Parameters, double Decay), TGroup> make)
            => [.. new[] { (Parameters: decayed, Decay: recipe.WeightDecay), (Parameters: others, Decay: 0.0) }.Where(g => g.Parameters.Length > 0).Select(make)];
    }

    /// <summary>Sets the learning rate of all parameters.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="learningRate">The rate.</param>
    public static void SetLearningRate(OptimizerHelper optimizer, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            group.LearningRate = learningRate;
    }
}
