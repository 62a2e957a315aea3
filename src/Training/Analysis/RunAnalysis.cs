using NeuroKit.Events.Datasets;
using NeuroKit.Training.Data;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Analysis;

/// <summary>What a trained network does step by step and layer by layer.</summary>
/// <param name="Name">What it is called beside others: the folder's name.</param>
/// <param name="Network">The network's identifier.</param>
/// <param name="Dataset">The data set.</param>
/// <param name="Part">The part it was measured on: <c>test</c>, <c>validation</c> or <c>train</c>.</param>
/// <param name="Evaluation">Accuracy, by class and by step.</param>
/// <param name="FeatureMeans">The mean output of each part of the network.</param>
/// <param name="Energy">Firing rates, operations and energy by layer; null where recordings have different numbers of frames.</param>
/// <param name="SampledRecordings">The recordings that <paramref name="FeatureMeans"/> and <paramref name="Energy"/> are of, at even distances over the part: at most 64, fewer than what accuracy is of.</param>
public sealed record RunAnalysis(
    string Name, string Network, string Dataset, string Part, EvaluationResult Evaluation, IReadOnlyList<FeatureMean> FeatureMeans, EnergyReport? Energy, int SampledRecordings)
{
    private const int MostSampled = 64;

    /// <summary>Measures a run's network on a part of its data set.</summary>
    /// <param name="model">The run.</param>
    /// <param name="part"><c>test</c>, <c>validation</c> or <c>train</c>.</param>
    /// <param name="dataRoot">The data set's folder; null: where it was.</param>
    /// <param name="name">What it is called; null: as the run's folder.</param>
    /// <param name="options">The conventions of the energy; null: the defaults.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ArgumentException">The run has no such part.</exception>
    /// <exception cref="DatasetException">The data set is not there.</exception>
    public static RunAnalysis Measure(
        TrainedModel model, string part = "test", string? dataRoot = null, string? name = null, EnergyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        RunData data = RunData.Open(model.Recipe, dataRoot ?? model.Info.DataRoot);
        Device device = model.Network.parameters().First().device;
        EventDataset all = data.Part(part), sampled = EvenSample.Of(all, MostSampled);
        IBatchSource source = data.Batches(all, isTraining: false, device, cancellationToken: cancellationToken);
        IBatchSource some = data.Batches(sampled, isTraining: false, device, cancellationToken: cancellationToken);
        using (source as IDisposable)
        using (some as IDisposable)
        {
            EvaluationResult evaluation = Training.Evaluation.Measure(model.Network, source, cancellationToken);
            EnergyReport? energy = evaluation.BySteps.Count == 0 ? null : TrainedModel.MeasureEnergy(model.Network, some, cancellationToken).Report(options);
            return new RunAnalysis(
                name ?? Path.GetFileName(model.Folder.Path), model.Network.Identifier, model.Info.Dataset, part, evaluation, Means(model.Network, some, cancellationToken), energy,
                sampled.Count);
        }
    }

    // The parts of the network before its head, not the layers within them, whose rates are in the energy.
    private static List<FeatureMean> Means(SpikingNetwork network, IBatchSource source, CancellationToken cancellationToken)
    {
        string[] features = [.. network.FeatureNames.Where(name => name != "head.out" && name.IndexOf('.', StringComparison.Ordinal) == name.LastIndexOf('.'))];
        var request = new ForwardRequest { Features = features };
        var sums = new double[features.Length];
        int seen = 0;
        using IDisposable quiet = no_grad();
        foreach (TensorBatch batch in source.Epoch(0, 0, cancellationToken))
        {
            using (batch)
            using (NewDisposeScope())
            {
                SpikingOutput output = network.Forward(batch.Frames, request);
                for (int i = 0; i < features.Length; i++)
                    sums[i] += output.Features[features[i]].mean().ToDouble() * batch.Count;
                seen += batch.Count;
            }
        }

        return [.. features.Select((feature, i) => new FeatureMean(feature, seen == 0 ? 0 : sums[i] / seen))];
    }
}
