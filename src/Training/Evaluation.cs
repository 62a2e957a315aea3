using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training;

/// <summary>Measures networks.</summary>
public static class Evaluation
{
    /// <summary>Runs a network over a source in evaluation mode, without gradients; its mode is put back.</summary>
    /// <param name="network">The network.</param>
    /// <param name="source">The recordings: one epoch of it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static EvaluationResult Measure(SpikingNetwork network, IBatchSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        bool wasTraining = network.training;
        network.eval();
        try
        {
            using IDisposable quiet = no_grad();
            var predictions = new List<SamplePrediction>(source.Samples);
            var steps = new StepTally();
            double loss = 0;
            foreach (TensorBatch batch in source.Epoch(0, 0, cancellationToken))
            {
                using (batch)
                    loss += Measure(network, batch, predictions, steps);
            }

            return new EvaluationResult(predictions.Count == 0 ? 0 : loss / predictions.Count, network.Options.Classes, predictions) { BySteps = steps.Result() };
        }
        finally
        {
            network.train(wasTraining);
        }
    }

    private static double Measure(SpikingNetwork network, TensorBatch batch, List<SamplePrediction> predictions, StepTally steps)
    {
        using DisposeScope scope = NewDisposeScope();
        using Networks.SpikingOutput output = network.Forward(batch.Frames);
        Tensor logits = TaskLoss.MeanLogits(output.Logits, batch.Lengths);
        (Tensor probabilities, Tensor classes) = nn.functional.softmax(logits, 1).max(1);
        float[] shares = probabilities.cpu().to_type(ScalarType.Float32).data<float>().ToArray();
        long[] predicted = classes.cpu().data<long>().ToArray();
        for (int i = 0; i < batch.Count; i++)
            predictions.Add(new SamplePrediction(batch.Indices[i], (int)batch.Labels[i], (int)predicted[i], shares[i]));
        steps.Add(output.Logits, tensor(batch.Labels, device: output.Logits.device), batch.Lengths);
        return TaskLoss.CrossEntropy.Compute(output.Logits, batch.Targets, batch.Lengths).ToDouble() * batch.Count;
    }
}
