using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// All steps of a neuron. Arguments: the input [T, …], the <see cref="NeuronDynamics"/>, the potential to go on from (or null), the learnt
/// leak (or null). Outputs: the spikes [T, …] and the potential after the last step.
/// </summary>
internal sealed class SequenceFunction : autograd.MultiTensorFunction<SequenceFunction>
{
    public override string Name => nameof(SequenceFunction);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, NeuronDynamics dynamics, Tensor? start, Tensor? learnt, double? leak) = SequenceRecord.Arguments(vars);
        using DisposeScope scope = NewDisposeScope();
        MemoryOrder order = MemoryOrder.Of(x);
        Tensor inputs = order.Flatten(x);
        var charged = new List<Tensor>((int)x.shape[0]);
        Tensor spikes = empty_like(inputs);
        Tensor? before = start is null ? null : order.FlattenStep(start);
        Tensor? v = before;
        for (long t = 0; t < x.shape[0]; t++)
        {
            using DisposeScope step = NewDisposeScope();
            Tensor h = Charge(dynamics, leak, inputs.select(0, t), v);
            Tensor fires = h.ge(dynamics.Threshold);
            spikes.select(0, t).copy_(fires);
            Tensor after = Fall(dynamics, h, fires);
            charged.Add(h.MoveToOuterDisposeScope());
            if (!ReferenceEquals(v, before))
                v!.Dispose();
            v = after.MoveToOuterDisposeScope();
        }

        new SequenceRecord(dynamics, order, leak, charged, start, learnt).Save(ctx);
        return [order.Unflatten(spikes).MoveToOuterDisposeScope(), order.UnflattenStep(v!).MoveToOuterDisposeScope()];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        SequenceRecord kept = SequenceRecord.Load(ctx);
        (NeuronDynamics dynamics, MemoryOrder order, double? leak) = (kept.Dynamics, kept.Order, kept.Leak);
        List<Tensor> saved = kept.Charged;
        Tensor? start = kept.Start is null ? null : order.FlattenStep(kept.Start);
        Tensor? ofSpikes = grad_outputs[0] is { } spikes ? order.Flatten(spikes) : null;
        Tensor? ofEnd = grad_outputs[1] is { } end ? order.FlattenStep(end) : null;
        Tensor? carry = ofEnd; // the gradient of the potential after step t
        Tensor ofInput = empty((long[])[saved.Count, saved[0].numel()], saved[0].dtype, saved[0].device);
        Tensor? ofLeak = null;
        Tensor fires = saved[^1].ge(dynamics.Threshold);
        for (int t = saved.Count - 1; t >= 0; t--)
        {
            using DisposeScope step = NewDisposeScope();
            Tensor h = saved[t];
            // No spike of a step that nothing depends on has a gradient.
            Tensor ofSpike = ofSpikes is null ? zeros_like(h) : ofSpikes.select(0, t);
            Tensor ofCharged = ThroughFiring(dynamics, h, fires, ofSpike, carry);
            Tensor? firesBefore = t > 0 ? saved[t - 1].ge(dynamics.Threshold) : null;
            if (kept.Learnt is not null)
            {
                Tensor? before = firesBefore is null ? start : Fall(dynamics, saved[t - 1], firesBefore);
                Tensor sum = Driven(dynamics, h, before).mul_(ofCharged).sum();
                ofLeak = ofLeak is null ? sum.MoveToOuterDisposeScope() : ofLeak.add_(sum);
            }

            Tensor slice = ofInput.select(0, t);
            slice.copy_(ofCharged);
            if (dynamics.DecayInput && leak is { } passed)
                slice.mul_(passed);
            Tensor next = leak is { } decays ? ofCharged.mul_(1 - decays) : ofCharged;
            if (!ReferenceEquals(carry, ofEnd))
                carry!.Dispose();
            carry = next.MoveToOuterDisposeScope();
            fires.Dispose();
            fires = firesBefore?.MoveToOuterDisposeScope()!;
        }

        Tensor? ofStart = start is null ? null : order.UnflattenStep(carry!).MoveToOuterDisposeScope();
        return [order.Unflatten(ofInput).MoveToOuterDisposeScope(), null!, ofStart!, kept.OfLearnt(ofLeak)!];
    }

    // H of a step; v is null at rest.
    private static Tensor Charge(in NeuronDynamics dynamics, double? leak, Tensor x, Tensor? v)
    {
        double rest = dynamics.Rest;
        if (leak is not { } k)
            return v is null ? x + rest : v + x;
        if (v is null)
            return dynamics.DecayInput ? (x * k).add_(rest) : x + rest;
        if (dynamics.DecayInput)
        {
            Tensor driven = x - v;
            return v.add(rest == 0 ? driven : driven.add_(rest), k);
        }

        Tensor left = v * (1 - k);
        return (rest == 0 ? left : left.add_(rest * k)).add_(x);
    }

    // V after a step.
    private static Tensor Fall(in NeuronDynamics dynamics, Tensor h, Tensor fires)
        => dynamics.ResetPotential is { } reset ? h.masked_fill(fires, reset) : h.sub(fires.to_type(h.dtype).mul_(dynamics.Threshold));

    // The gradient of H: by the spike and, past the reset, by the potential after the step. A tensor of its own.
    private static Tensor ThroughFiring(in NeuronDynamics dynamics, Tensor h, Tensor fires, Tensor ofSpike, Tensor? carry)
    {
        Tensor u = h - dynamics.Threshold;
        if (carry is null)
            return dynamics.Surrogate.Backward(u, ofSpike, onto: null);
        if (!dynamics.DetachReset)
        {
            // Where it fires a little more, the potential is a little more of what it falls to.
            Tensor fall = dynamics.ResetPotential is { } to ? (to - h).mul_(carry) : carry * -dynamics.Threshold;
            ofSpike = fall.add_(ofSpike);
        }

        return dynamics.Surrogate.Backward(u, ofSpike, dynamics.ResetPotential is null ? carry : carry.masked_fill(fires, 0));
    }

    // What the leak multiplies in H, with decaying input times the leak: a tensor of its own.
    private static Tensor Driven(in NeuronDynamics dynamics, Tensor h, Tensor? before)
    {
        double rest = dynamics.Rest;
        if (dynamics.DecayInput)
            return before is null ? h - rest : h - before;
        return before is null ? zeros_like(h) : rest - before;
    }
}
