using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// All steps of a neuron by <see cref="FusedNeuron"/>. Arguments and outputs are those of <see cref="SequenceFunction"/>; kept for backward are the
/// charged potentials.
/// </summary>
internal sealed class FusedFunction : autograd.MultiTensorFunction<FusedFunction>
{
    public override string Name => nameof(FusedFunction);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, NeuronDynamics dynamics, Tensor? start, Tensor? learnt, double? leak) = SequenceRecord.Arguments(vars);
        using DisposeScope scope = NewDisposeScope();
        MemoryOrder order = MemoryOrder.Of(x);
        Tensor inputs = order.Flatten(x).contiguous();
        Tensor charged = empty_like(inputs);
        Tensor spikes = empty_like(inputs);
        Tensor potential = start is null ? empty((long[])[inputs.shape[1]], inputs.dtype, inputs.device) : order.FlattenStep(start).clone().contiguous();
        new FusedNeuron(dynamics, leak).Forward(inputs, start is not null, charged, spikes, potential);
        new SequenceRecord(dynamics, order, leak, [charged], start, learnt).Save(ctx);
        return [order.Unflatten(spikes).MoveToOuterDisposeScope(), order.UnflattenStep(potential).MoveToOuterDisposeScope()];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        SequenceRecord kept = SequenceRecord.Load(ctx);
        MemoryOrder order = kept.Order;
        Tensor charged = kept.Charged[0];
        Tensor? start = kept.Start is null ? null : order.FlattenStep(kept.Start).contiguous();
        Tensor? ofSpikes = grad_outputs[0] is { } spikes ? order.Flatten(spikes).contiguous() : null;
        Tensor? ofEnd = grad_outputs[1] is { } end ? order.FlattenStep(end) : null;
        // The gradient of the potential before the step that is looked at.
        Tensor carry = ofEnd is null ? empty((long[])[charged.shape[1]], charged.dtype, charged.device) : ofEnd.clone().contiguous();
        Tensor ofInput = empty_like(charged);
        Tensor? ofLeaks = kept.Learnt is null ? null : empty_like(charged);
        new FusedNeuron(kept.Dynamics, kept.Leak).Backward(charged, start, ofSpikes, ofEnd is not null, carry, ofInput, ofLeaks);
        Tensor? ofLeak = null;
        for (long t = charged.shape[0] - 1; t >= 0 && ofLeaks is not null; t--)
        {
            Tensor sum = ofLeaks.select(0, t).sum();
            ofLeak = ofLeak is null ? sum : ofLeak.add_(sum);
        }

        Tensor? ofStart = start is null ? null : order.UnflattenStep(carry).MoveToOuterDisposeScope();
        return [order.Unflatten(ofInput).MoveToOuterDisposeScope(), null!, ofStart!, kept.OfLearnt(ofLeak)!];
    }
}
