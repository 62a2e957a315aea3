using NeuroKit.Training.Networks;
using NeuroKit.Training.Optimization;
using NeuroKit.Training.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Optimization;

public class OptimizerTests : TrainingTest
{
    [SkippableTheory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    public void Weight_decay_leaves_biases_alone_unless_asked(OptimizerKind kind)
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, 3));
        Assert.Equal((true, false), Decayed(new OptimizerRecipe(kind, 0.1, WeightDecay: 0.5), network));
        Assert.Equal((true, true), Decayed(new OptimizerRecipe(kind, 0.1, WeightDecay: 0.5, DecayBiases: true), network));
    }

    // Without a gradient from a loss, weight decay is all that moves a parameter.
    private static (bool Matrices, bool Biases) Decayed(OptimizerRecipe recipe, SpikingNetwork network)
    {
        using OptimizerHelper optimizer = Optimizers.Create(recipe, network);
        (Parameter Parameter, Tensor Before)[] all = [.. network.parameters().Select(p => (p, p.detach().clone()))];
        Assert.Equal(all.Length, optimizer.parameters().Count());
        foreach ((Parameter parameter, _) in all)
            parameter.grad = zeros_like(parameter);
        optimizer.step();
        bool Moved(Func<Parameter, bool> which) => all.Where(a => which(a.Parameter) && a.Before.abs().sum().item<float>() > 0).Any(a => !BitEqual(a.Before, a.Parameter));
        return (Moved(p => p.dim() > 1), Moved(p => p.dim() <= 1));
    }

    [SkippableFact]
    public void The_rate_is_set_for_all_groups()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, 3));
        using OptimizerHelper optimizer = Optimizers.Create(new OptimizerRecipe(OptimizerKind.AdamW, 0.1, WeightDecay: 0.5), network);
        Optimizers.SetLearningRate(optimizer, 0.025);
        Assert.All(optimizer.ParamGroups, group => Assert.Equal(0.025, group.LearningRate));
        Assert.Equal(2, optimizer.ParamGroups.Count());
    }
}
