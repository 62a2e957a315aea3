using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// All steps of a neuron by <see cref="FusedNeuron"/>. Arguments and outputs are those of <see cref="SequenceFunction"/>; kept for backward are the
/// charged potentials.
/// </summary>
internal sealed class FusedFunction : autograd.MultiTensorFunction<FusedFunction>
{
    private const string DynamicsKey = "dynamics";
    private const string OrderKey = "order";
    private const string LeakKey = "leak";
    private const string StartKey = "start";

    public override string Name => nameof(FusedFunction);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        var dynamics = (NeuronDynamics)vars[1];
        var start = (Tensor?)vars[2];
        var learnt = (Tensor?)vars[3];
        double? leak = learnt is null ? dynamics.Leak : learnt.to_type(ScalarType.Float64).item<double>();
        using DisposeScope scope = NewDisposeScope();
        MemoryOrder order = MemoryOrder.Of(x);
        Tensor inputs = order.Flatten(x).contiguous();
        Tensor charged = empty_like(inputs);
        Tensor spikes = empty_like(inputs);
        Tensor potential = start is null ? empty((long[])[inputs.shape[1]]) : order.FlattenStep(start).clone().contiguous();
        new FusedNeuron(dynamics, leak).Forward(inputs, start is not null, charged, spikes, potential);
        ctx.save_data(DynamicsKey, dynamics with { LearntLeak = null });
        ctx.save_data(OrderKey, order);
        if (leak is { } value)
            ctx.save_data(LeakKey, value);
        if (start is not null)
            ctx.save_data(StartKey, StartKey);
        ctx.save_for_backward([charged, .. start is null ? (Tensor[])[] : [start], .. learnt is null ? (Tensor[])[] : [learnt]]);
        ctx.set_materialize_grads(false);
        charged.MoveToOuterDisposeScope();
        return [order.Unflatten(spikes).MoveToOuterDisposeScope(), order.UnflattenStep(potential).MoveToOuterDisposeScope()];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        if (is_grad_enabled())
            throw new NotSupportedException("neurons have no second derivative: run backward without create_graph");
        var dynamics = (NeuronDynamics)ctx.get_data(DynamicsKey);
        var leak = (double?)ctx.get_data(LeakKey);
        var order = (MemoryOrder)ctx.get_data(OrderKey);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor charged = saved[0];
        Tensor? learnt = leak is not null && dynamics.Leak is null ? saved[^1] : null;
        Tensor? start = ctx.get_data(StartKey) is null ? null : order.FlattenStep(saved[1]).contiguous();
        Tensor? ofSpikes = grad_outputs[0] is { } spikes ? order.Flatten(spikes).contiguous() : null;
        Tensor? ofEnd = grad_outputs[1] is { } end ? order.FlattenStep(end) : null;
        // The gradient of the potential before the step that is looked at.
        Tensor carry = ofEnd is null ? empty((long[])[charged.shape[1]]) : ofEnd.clone().contiguous();
        Tensor ofInput = empty_like(charged);
        Tensor? ofLeaks = learnt is null ? null : empty_like(charged);
        new FusedNeuron(dynamics, leak).Backward(charged, start, ofSpikes, ofEnd is not null, carry, ofInput, ofLeaks);
        Tensor? ofLeak = null;
        for (long t = charged.shape[0] - 1; t >= 0 && ofLeaks is not null; t--)
        {
            Tensor sum = ofLeaks.select(0, t).sum();
            ofLeak = ofLeak is null ? sum : ofLeak.add_(sum);
        }

        Tensor? ofLearnt = ofLeak is null ? null : (dynamics.DecayInput ? ofLeak / leak!.Value : ofLeak).reshape(learnt!.shape).MoveToOuterDisposeScope();
        Tensor? ofStart = start is null ? null : order.UnflattenStep(carry).MoveToOuterDisposeScope();
        return [order.Unflatten(ofInput).MoveToOuterDisposeScope(), null!, ofStart!, ofLearnt!];
    }
}
