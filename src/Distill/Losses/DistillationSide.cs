using NeuroKit.Training.Networks;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>What one side, student or teacher, hands to a loss. It holds the tensors without owning them.</summary>
/// <param name="Logits">The logits of each step, [T, N, K]; an ANN, or a teacher averaged beforehand, has T = 1.</param>
/// <param name="Features">Means over the steps by name, [N, C, H, W] or [N, C].</param>
public sealed record DistillationSide(Tensor Logits, IReadOnlyDictionary<string, Tensor> Features)
{
    private static readonly Dictionary<string, Tensor> s_none = [];

    /// <summary>Makes a side without features.</summary>
    /// <param name="logits">The logits of each step, [T, N, K].</param>
    public DistillationSide(Tensor logits)
        : this(logits, s_none)
    {
    }

    /// <summary>Makes a side of a network's output.</summary>
    /// <param name="output">The output of a pass with the loss's own request (<see cref="DistillationLoss.StudentRequest"/>, <see cref="DistillationLoss.TeacherRequest"/>).</param>
    public static DistillationSide From(SpikingOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new DistillationSide(output.Logits, output.Features);
    }
}
