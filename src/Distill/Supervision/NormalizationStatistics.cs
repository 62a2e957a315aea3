using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>Running means and variances of batch normalisation, measured anew: for weights that are run at another number of steps than they were trained at.</summary>
public static class NormalizationStatistics
{
    /// <summary>
    /// Measures them over a source: the mean of its batches' statistics, each weighted by its recordings. Parameters stay as they are; the
    /// network is left in the mode that it was in.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="source">The recordings: one epoch of it, the training part.</param>
    /// <param name="block">Which of a batch's frames the network sees.</param>
    /// <param name="cancellationToken">Stops between batches, with the old statistics.</param>
    public static void Measure(SpikingNetwork network, IBatchSource source, int block = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Dictionary<string, Tensor> buffers = network.named_buffers()
            .Where(entry => entry.name.EndsWith("running_mean", StringComparison.Ordinal) || entry.name.EndsWith("running_var", StringComparison.Ordinal))
            .ToDictionary(entry => entry.name, entry => entry.buffer);
        var old = buffers.ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var sums = buffers.ToDictionary(entry => entry.Key, entry => zeros_like(entry.Value));
        // What a batch moves a statistic by is its momentum times the batch's own: a statistic at 0 and one at 1 tell both.
        bool wasTraining = network.training;
        long samples = 0;
        bool whole = false;
        network.train();
        try
        {
            foreach (TensorBatch batch in source.Epoch(0, 0, cancellationToken))
            {
                using (batch)
                using (NewDisposeScope())
                {
                    Fill(0);
                    network.Forward(batch.AllFrames[block]).Dispose();
                    var atZero = buffers.ToDictionary(entry => entry.Key, entry => entry.Value.clone());
                    Fill(1);
                    network.Forward(batch.AllFrames[block]).Dispose();
                    foreach ((string name, Tensor buffer) in buffers)
                    {
                        Tensor kept = (buffer - atZero[name]).mean(); // 1 − momentum, the same for every channel
                        sums[name].add_(atZero[name] / (1 - kept), alpha: batch.Count);
                    }

                    samples += batch.Count;
                }
            }

            whole = samples > 0;
        }
        finally
        {
            network.train(wasTraining);
            foreach ((string name, Tensor buffer) in buffers)
                buffer.copy_(whole ? sums[name] / samples : old[name]);
        }

        void Fill(double value)
        {
            foreach (Tensor buffer in buffers.Values)
                buffer.fill_(value);
        }
    }
}
