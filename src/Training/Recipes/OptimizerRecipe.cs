namespace NeuroKit.Training.Recipes;

/// <summary>The optimiser.</summary>
/// <param name="Id">Which.</param>
/// <param name="LearningRate">The rate, above 0, that the schedule scales.</param>
/// <param name="Momentum"><c>sgd</c>: the momentum, from 0 to below 1.</param>
/// <param name="WeightDecay">The weight decay, at least 0.</param>
/// <param name="Nesterov"><c>sgd</c>: whether the momentum is Nesterov's.</param>
/// <param name="Beta1"><c>adam</c>, <c>adamw</c>: the decay of the mean gradient.</param>
/// <param name="Beta2"><c>adam</c>, <c>adamw</c>: the decay of the mean squared gradient.</param>
/// <param name="Epsilon"><c>adam</c>, <c>adamw</c>: what is added to the divisor.</param>
/// <param name="DecayBiases">Whether weight decay takes in biases and the other parameters of one dimension or none: normalisation's and the neurons'.</param>
public sealed record OptimizerRecipe(
    OptimizerKind Id,
    double LearningRate,
    double Momentum = 0,
    double WeightDecay = 0,
    bool Nesterov = false,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    bool DecayBiases = false);
