using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// The steps of a neuron with the arctangent's gradient over plain memory, [T, M] floats: tile by tile, so that what a step leaves for the next stays in
/// the nearest cache. Every value is rounded where libtorch's operations round it (multiplications and additions together where these fuse them), so that
/// weights do not depend on which of the two computed them.
/// </summary>
internal readonly unsafe struct FusedNeuron
{
    private const int Tile = 2048;
    private const int SmallestShare = 16 * Tile; // of one thread: below, a second one costs more than it does

    private readonly float _threshold;
    private readonly float _reset;
    private readonly float _rest;
    private readonly float _leak;
    private readonly float _keep;
    private readonly float _restLeak;
    private readonly float _steepness;
    private readonly float _height;
    private readonly bool _isHard;
    private readonly bool _leaks;
    private readonly bool _decaysInput;
    private readonly bool _detaches;

    /// <param name="dynamics">The neuron; its surrogate is the arctangent.</param>
    /// <param name="leak">1/τ, constant or learnt; null where nothing leaks.</param>
    public FusedNeuron(in NeuronDynamics dynamics, double? leak)
    {
        double inner = Math.PI / 2 * dynamics.Surrogate.Alpha;
        _threshold = (float)dynamics.Threshold;
        _reset = (float)(dynamics.ResetPotential ?? 0);
        _rest = (float)dynamics.Rest;
        _leak = (float)(leak ?? 0);
        _keep = (float)(1 - (leak ?? 0));
        _restLeak = (float)(dynamics.Rest * (leak ?? 0));
        _steepness = (float)(inner * inner);
        _height = (float)(dynamics.Surrogate.Alpha / 2);
        _isHard = dynamics.ResetPotential is not null;
        _leaks = leak is not null;
        _decaysInput = dynamics.DecayInput && leak is not null;
        _detaches = dynamics.DetachReset;
    }

    /// <summary>Charges, fires and resets.</summary>
    /// <param name="inputs">[T, M].</param>
    /// <param name="hasStart">Whether <paramref name="potential"/> holds what to go on from; else the neurons are at rest.</param>
    /// <param name="charged">[T, M]: the potentials before they fire, out.</param>
    /// <param name="spikes">[T, M], 0 or 1, out.</param>
    /// <param name="potential">[M]: in, and after the last step out.</param>
    public void Forward(Tensor inputs, bool hasStart, Tensor charged, Tensor spikes, Tensor potential)
    {
        FusedNeuron neuron = this;
        (int steps, int width) = ((int)inputs.shape[0], (int)inputs.shape[1]);
        float* x = Data(inputs);
        float* h = Data(charged);
        float* s = Data(spikes);
        float* v = Data(potential);
        Share(width, steps, (from, to) => neuron.Forward(steps, width, from, to, hasStart, x, h, s, v));
    }

    /// <summary>The gradients, from the last step to the first.</summary>
    /// <param name="charged">[T, M], as <see cref="Forward(Tensor, bool, Tensor, Tensor, Tensor)"/> gave it.</param>
    /// <param name="start">[M]: what was gone on from; null for rest.</param>
    /// <param name="ofSpikes">[T, M]: the spikes' gradient; null where nothing depends on them.</param>
    /// <param name="hasCarry">Whether <paramref name="carry"/> holds the gradient of the potential after the last step.</param>
    /// <param name="carry">[M]: in, and the gradient of what was gone on from out.</param>
    /// <param name="ofInput">[T, M], out.</param>
    /// <param name="ofLeak">[T, M]: what sums up to the leak's gradient (times the leak where the input decays), out; null where it is not learnt.</param>
    public void Backward(Tensor charged, Tensor? start, Tensor? ofSpikes, bool hasCarry, Tensor carry, Tensor ofInput, Tensor? ofLeak)
    {
        FusedNeuron neuron = this;
        (int steps, int width) = ((int)charged.shape[0], (int)charged.shape[1]);
        float* h = Data(charged);
        float* first = Data(start);
        float* g = Data(ofSpikes);
        float* c = Data(carry);
        float* x = Data(ofInput);
        float* k = Data(ofLeak);
        Share(width, steps, (from, to) => neuron.Backward(steps, width, from, to, h, first, g, hasCarry, c, x, k));
    }

    // The memory lies outside the managed heap: it stays where it is as long as the tensor.
    private static float* Data(Tensor? tensor)
    {
        if (tensor is null)
            return null;
        fixed (byte* bytes = tensor.bytes)
            return (float*)bytes;
    }

    private static void Share(int width, int steps, Action<int, int> work)
    {
        int threads = (int)Math.Clamp((long)width * steps / SmallestShare, 1, get_num_threads());
        if (threads == 1)
        {
            Tiles(0, width);
            return;
        }

        // Whole tiles to each: who does what changes no value.
        int tiles = (width + Tile - 1) / Tile;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            Tiles((int)((long)tiles * i / threads) * Tile, Math.Min(width, (int)((long)tiles * (i + 1) / threads) * Tile)));

        void Tiles(int from, int to)
        {
            for (int at = from; at < to; at += Tile)
                work(at, Math.Min(to, at + Tile));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // long loops, seldom called: no time in code that is not optimised yet
    private void Forward(int steps, int width, int from, int to, bool hasStart, float* x, float* h, float* s, float* v)
    {
        for (int t = 0; t < steps; t++)
        {
            bool atRest = t == 0 && !hasStart;
            long row = (long)t * width;
            int i = from;
            for (; i <= to - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> charge = Charge(atRest, Vector512.Load(x + row + i), atRest ? default : Vector512.Load(v + i));
                Vector512<float> fires = Vector512.GreaterThanOrEqual(charge, Vector512.Create(_threshold));
                charge.Store(h + row + i);
                (fires & Vector512<float>.One).Store(s + row + i);
                Fall(charge, fires).Store(v + i);
            }

            if (i < to)
            {
                // The rest, as the first lanes of a vector.
                Vector512<float> charge = Charge(atRest, Some(x + row + i, to - i), atRest ? default : Some(v + i, to - i));
                Vector512<float> fires = Vector512.GreaterThanOrEqual(charge, Vector512.Create(_threshold));
                Keep(charge, h + row + i, to - i);
                Keep(fires & Vector512<float>.One, s + row + i, to - i);
                Keep(Fall(charge, fires), v + i, to - i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(int steps, int width, int from, int to, float* h, float* first, float* g, bool hasCarry, float* c, float* x, float* k)
    {
        for (int t = steps - 1; t >= 0; t--)
        {
            long row = (long)t * width;
            bool atRest = t == 0 && first is null;
            float* earlier = t == 0 ? first : h + row - width;
            int i = from;
            for (; i <= to - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> charge = Vector512.Load(h + row + i);
                Vector512<float> gradient = Through(charge, g is null ? default : Vector512.Load(g + row + i), hasCarry, hasCarry ? Vector512.Load(c + i) : default);
                if (k is not null)
                    (Driven(charge, atRest, Before(atRest ? default : Vector512.Load(earlier + i), t)) * gradient).Store(k + row + i);
                (_decaysInput ? gradient * _leak : gradient).Store(x + row + i);
                (_leaks ? gradient * _keep : gradient).Store(c + i);
            }

            if (i < to)
            {
                int lanes = to - i;
                Vector512<float> charge = Some(h + row + i, lanes);
                Vector512<float> gradient = Through(charge, g is null ? default : Some(g + row + i, lanes), hasCarry, hasCarry ? Some(c + i, lanes) : default);
                if (k is not null)
                    Keep(Driven(charge, atRest, Before(atRest ? default : Some(earlier + i, lanes), t)) * gradient, k + row + i, lanes);
                Keep(_decaysInput ? gradient * _leak : gradient, x + row + i, lanes);
                Keep(_leaks ? gradient * _keep : gradient, c + i, lanes);
            }

            hasCarry = true;
        }
    }

    // H of a step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Charge(bool atRest, Vector512<float> x, Vector512<float> v)
    {
        if (atRest)
            return (_decaysInput ? x * _leak : x) + Vector512.Create(_rest);
        if (!_leaks)
            return v + x;
        if (_decaysInput)
        {
            Vector512<float> driven = x - v;
            return Vector512.FusedMultiplyAdd(_rest == 0 ? driven : driven + Vector512.Create(_rest), Vector512.Create(_leak), v);
        }

        Vector512<float> left = v * _keep;
        return (_rest == 0 ? left : left + Vector512.Create(_restLeak)) + x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Fall(Vector512<float> charge) => Fall(charge, Vector512.GreaterThanOrEqual(charge, Vector512.Create(_threshold)));

    // V after a step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Fall(Vector512<float> charge, Vector512<float> fires)
        => _isHard ? Vector512.ConditionalSelect(fires, Vector512.Create(_reset), charge) : charge - (fires & Vector512.Create(_threshold));

    // The gradient of H: by the spike and, past the reset, by the potential after the step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Through(Vector512<float> charge, Vector512<float> ofSpike, bool hasCarry, Vector512<float> carry)
    {
        Vector512<float> u = charge - Vector512.Create(_threshold);
        Vector512<float> denominator = Vector512.FusedMultiplyAdd(u * _steepness, u, Vector512<float>.One);
        if (!hasCarry)
            return ofSpike / denominator * _height;
        if (!_detaches)
            ofSpike = (_isHard ? (Vector512.Create(_reset) - charge) * carry : carry * -_threshold) + ofSpike;
        Vector512<float> onto = _isHard ? Vector512.AndNot(carry, Vector512.GreaterThanOrEqual(charge, Vector512.Create(_threshold))) : carry;
        return onto + (ofSpike * _height / denominator);
    }

    // V before a step: what was gone on from, or what the step before fell to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Before(Vector512<float> earlier, int step) => step == 0 ? earlier : Fall(earlier);

    // What the leak multiplies in H, with decaying input times the leak.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Driven(Vector512<float> charge, bool atRest, Vector512<float> before)
    {
        if (_decaysInput)
            return charge - (atRest ? Vector512.Create(_rest) : before);
        return atRest ? default : Vector512.Create(_rest) - before;
    }

    private static Vector512<float> Some(float* from, int lanes)
    {
        float* padded = stackalloc float[Vector512<float>.Count];
        new ReadOnlySpan<float>(from, lanes).CopyTo(new Span<float>(padded, Vector512<float>.Count));
        return Vector512.Load(padded);
    }

    private static void Keep(Vector512<float> values, float* into, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
            into[lane] = values[lane];
    }
}
