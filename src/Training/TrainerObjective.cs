using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using static TorchSharp.torch;

namespace NeuroKit.Training;

/// <summary>What a <see cref="Trainer"/> makes small in place of a task's loss, for example a loss beside a teacher.</summary>
public abstract class TrainerObjective
{
    /// <summary>What it learns itself: parameters that join the optimiser and the checkpoint, and never the network's weights. Null: nothing.</summary>
    public virtual nn.Module? Module => null;

    /// <summary>What it needs of the network's pass besides the logits.</summary>
    public virtual ForwardRequest Request => ForwardRequest.Plain;

    /// <summary>Computes the loss.</summary>
    /// <param name="output">The network's pass with <see cref="Request"/>.</param>
    /// <param name="batch">The batch as it was trained on, mixed where batches are mixed.</param>
    /// <returns>The mean over the recordings, a number; it belongs to the dispose scope of the call.</returns>
    public abstract Tensor Compute(SpikingOutput output, TensorBatch batch);

    /// <summary>The means of what the loss is made of, by name, over the steps since the last call; null where it is not made of parts. A <see cref="Trainer"/> asks at the end of each epoch.</summary>
    public virtual IReadOnlyDictionary<string, double>? TakeTermMeans() => null;

    /// <summary>Writes what it has summed up in the epoch so far into a checkpoint; what it learns is written apart (<see cref="Module"/>).</summary>
    /// <param name="writer">Where.</param>
    public virtual void Save(BinaryWriter writer)
    {
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    public virtual void Load(BinaryReader reader)
    {
    }
}
