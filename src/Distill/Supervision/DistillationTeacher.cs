using NeuroKit.Distill.Losses;
using NeuroKit.Training.Data;

namespace NeuroKit.Distill.Supervision;

/// <summary>Who supervises: gives each batch's logits and features without gradient.</summary>
public abstract class DistillationTeacher
{
    /// <summary>Whether it needs the frames as they are, not only which recordings they are of.</summary>
    public abstract bool NeedsFrames { get; }

    /// <summary>What the teacher makes of a batch.</summary>
    /// <param name="plain">The batch before it was mixed.</param>
    /// <param name="mixed">The batch as the students see it; the same object where batches are not mixed.</param>
    /// <returns>Logits and features, which belong to the dispose scope of the call.</returns>
    public abstract DistillationSide Observe(TensorBatch plain, TensorBatch mixed);
}
