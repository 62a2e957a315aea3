using NeuroKit.Distill.Losses;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>A student's loss beside its teacher, as what a <see cref="Trainer"/> makes small.</summary>
/// <param name="loss">The loss, on the student's device already; it stays the caller's.</param>
public sealed class DistillationObjective(DistillationLoss loss) : TrainerObjective
{
    private readonly TermMeans _means = new();

    /// <summary>The loss.</summary>
    public DistillationLoss Loss { get; } = loss ?? throw new ArgumentNullException(nameof(loss));

    /// <summary>What the teacher makes of the batch at hand: set before each step, null where the loss needs none.</summary>
    public DistillationSide? Teacher { get; set; }

    /// <inheritdoc/>
    public override nn.Module? Module => Loss;

    /// <inheritdoc/>
    public override ForwardRequest Request => Loss.StudentRequest;

    /// <inheritdoc/>
    public override Tensor Compute(SpikingOutput output, TensorBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DistillationTerms terms = Loss.call(DistillationSide.From(output), Teacher, batch.Targets);
        _means.Add(terms);
        return terms.Total; // with the other terms in the scope of the step
    }

    /// <summary>The means of the unweighted terms, and of their weighted sum as <c>total</c>, over the steps since the last call.</summary>
    public override IReadOnlyDictionary<string, double> TakeTermMeans() => _means.Take();

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer) => _means.Save(writer);

    /// <inheritdoc/>
    public override void Load(BinaryReader reader) => _means.Load(reader);
}
