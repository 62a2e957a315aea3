using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>
/// A part of a network made of parts: from [T·N, …] to [T·N, …], steps and samples merged. It runs its parts through the pass, which
/// knows the steps and keeps what was asked for.
/// </summary>
internal abstract class SpikingLayer(string name) : nn.Module<Tensor, SpikingPass, Tensor>(name)
{
    /// <summary>Parts are registered by <see cref="Part"/> under names of their own, never by the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>Registers a part.</summary>
    protected T Part<T>(string name, T part)
        where T : nn.Module
    {
        register_module(name, part);
        return part;
    }
}
