namespace NeuroKit.Training.Analysis;

/// <summary>The mean of a part's output over recordings, steps, channels and places (BKDSNN, Eq. 11).</summary>
/// <remarks>A firing rate, 0 to 1, where the part gives spikes. Sums of spikes, such as the outputs of blocks that add, may exceed 1, and a residual stream of real numbers is no rate at all.</remarks>
/// <param name="Feature">The feature, for example <c>block7.out</c>.</param>
/// <param name="Mean">Its mean.</param>
public sealed record FeatureMean(string Feature, double Mean);
