using NeuroKit.Distill.Losses;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A trained network that is run beside its students: in evaluation mode, without gradient, each batch from rest. One pass a batch serves all
/// students.
/// </summary>
/// <remarks>
/// A teacher that is not reset (<see cref="TeacherPairing.ResetTeacherState"/>) goes on from batch to batch. What it remembers is in no checkpoint: a
/// training that is interrupted goes on with a teacher at rest, and does not end as an undisturbed one to the bit.
/// </remarks>
public sealed class FrozenTeacher : DistillationTeacher
{
    private readonly ForwardRequest _request;
    private readonly int _block;
    private readonly TeacherPairing _pairing;

    /// <summary>Makes the teacher.</summary>
    /// <param name="network">The network, on its device; it stays the caller's, and its parameters take no gradient any more.</param>
    /// <param name="block">Which of a batch's frames it sees; where it is to be augmented apart, those that the source drew for it (<see cref="RunData.BatchesApart"/>).</param>
    /// <param name="losses">The losses of its students, which say what they need of it.</param>
    /// <param name="pairing">How it is run; null: reset at each batch, and mixed as the students are. How recordings are augmented is their source's.</param>
    public FrozenTeacher(SpikingNetwork network, int block, IEnumerable<DistillationLoss> losses, TeacherPairing? pairing = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        Network = network;
        _block = block;
        _pairing = pairing ?? new TeacherPairing();
        _request = new ForwardRequest
        {
            Features = [.. losses.SelectMany(loss => loss.TeacherRequest.Features).Distinct()],
            Streaming = !_pairing.ResetTeacherState,
        };
        network.eval();
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
            parameter.requires_grad_(false);
    }

    /// <summary>The network.</summary>
    public SpikingNetwork Network { get; }

    /// <summary>The features that its students need of it.</summary>
    public IReadOnlyList<string> Features => _request.Features;

    /// <summary>The passes made so far.</summary>
    public long Passes { get; private set; }

    /// <inheritdoc/>
    public override bool NeedsFrames => true;

    /// <inheritdoc/>
    public override DistillationSide Observe(TensorBatch plain, TensorBatch mixed)
    {
        ArgumentNullException.ThrowIfNull(plain);
        ArgumentNullException.ThrowIfNull(mixed);
        return Observe((_pairing.SharedMixing ? mixed : plain).AllFrames[_block]);
    }

    /// <summary>What the teacher makes of frames.</summary>
    /// <param name="frames">[N, T, C, H, W].</param>
    /// <returns>Logits and features, which belong to the dispose scope of the call.</returns>
    public DistillationSide Observe(Tensor frames)
    {
        if (Network.training)
            throw new InvalidOperationException("the teacher was put into training mode: its statistics would follow the student's batches");
        using IDisposable quiet = no_grad();
        Passes++;
        SpikingOutput output = Network.Forward(frames, _request);
        // In one order in memory, that of the cache: so that sums over them are the same to the bit.
        return new DistillationSide(output.Logits.contiguous(), output.Features.ToDictionary(entry => entry.Key, entry => entry.Value.contiguous()));
    }
}
