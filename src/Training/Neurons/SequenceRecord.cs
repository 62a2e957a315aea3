using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>What the forward pass of a neuron over a sequence keeps for its backward pass.</summary>
/// <param name="Dynamics">The neuron, without what autograd follows.</param>
/// <param name="Order">The order of elements in memory.</param>
/// <param name="Leak">1/τ, constant or learnt; null where nothing leaks.</param>
/// <param name="Charged">The charged potentials: a tensor a step, or one of all steps.</param>
/// <param name="Start">What was gone on from, in the shape of a step; null for rest.</param>
/// <param name="Learnt">The learnt leak; null where it is not learnt.</param>
internal sealed record SequenceRecord(NeuronDynamics Dynamics, MemoryOrder Order, double? Leak, List<Tensor> Charged, Tensor? Start, Tensor? Learnt)
{
    private const string DynamicsKey = "dynamics";
    private const string OrderKey = "order";
    private const string LeakKey = "leak";
    private const string StartKey = "start";

    /// <summary>What a neuron's function is called with: input, neuron, what to go on from, the learnt leak; and the leak as a number.</summary>
    public static (Tensor X, NeuronDynamics Dynamics, Tensor? Start, Tensor? Learnt, double? Leak) Arguments(object[] vars)
    {
        var dynamics = (NeuronDynamics)vars[1];
        var learnt = (Tensor?)vars[3];
        double? leak = learnt is null ? dynamics.Leak : learnt.to_type(ScalarType.Float64).item<double>();
        return ((Tensor)vars[0], dynamics, (Tensor?)vars[2], learnt, leak);
    }

    /// <summary>Keeps it. The charged potentials live on: they leave the dispose scope at hand.</summary>
    public void Save(autograd.AutogradContext ctx)
    {
        ctx.save_data(DynamicsKey, Dynamics with { LearntLeak = null });
        ctx.save_data(OrderKey, Order);
        if (Leak is { } value)
            ctx.save_data(LeakKey, value);
        if (Start is not null)
            ctx.save_data(StartKey, StartKey);
        ctx.save_for_backward([.. Charged, .. Start is null ? (Tensor[])[] : [Start], .. Learnt is null ? (Tensor[])[] : [Learnt]]);
        ctx.set_materialize_grads(false);
        foreach (Tensor h in Charged)
            h.MoveToOuterDisposeScope();
    }

    /// <summary>Gets it back.</summary>
    /// <exception cref="NotSupportedException">Backward itself is to be followed by autograd.</exception>
    public static SequenceRecord Load(autograd.AutogradContext ctx)
    {
        if (is_grad_enabled())
            throw new NotSupportedException("neurons have no second derivative: run backward without create_graph");
        var dynamics = (NeuronDynamics)ctx.get_data(DynamicsKey);
        var leak = (double?)ctx.get_data(LeakKey);
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor? learnt = leak is not null && dynamics.Leak is null ? TakeLast(saved) : null;
        Tensor? start = ctx.get_data(StartKey) is null ? null : TakeLast(saved);
        return new SequenceRecord(dynamics, (MemoryOrder)ctx.get_data(OrderKey), leak, saved, start, learnt);
    }

    /// <summary>The learnt leak's gradient, from the sum of what multiplies it; null where it is not learnt.</summary>
    public Tensor? OfLearnt(Tensor? sum) => sum is null ? null : (Dynamics.DecayInput ? sum / Leak!.Value : sum).reshape(Learnt!.shape).MoveToOuterDisposeScope();

    private static Tensor TakeLast(List<Tensor> saved)
    {
        Tensor last = saved[^1];
        saved.RemoveAt(saved.Count - 1);
        return last;
    }
}
