using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// What the normalisations of one network have counted, once for each number of steps: frames of fewer steps hold more events each, so that one
/// running mean for all would fit none. The network itself has those of one number at a time.
/// </summary>
internal sealed class StepStatistics : IDisposable
{
    private readonly (string Name, Tensor Buffer)[] _buffers;
    private readonly Tensor[][] _kept;
    private int _current;

    public StepStatistics(SpikingNetwork network, int count)
    {
        using IDisposable quiet = no_grad();
        _buffers = [.. network.named_buffers().OrderBy(entry => entry.name, StringComparer.Ordinal).Select(entry => (entry.name, entry.buffer))];
        _kept = [.. Enumerable.Range(0, count).Select(_ => _buffers.Select(entry => entry.Buffer.clone().DetachFromDisposeScope()).ToArray())];
    }

    /// <summary>Gives the network those of a number of steps; it keeps counting in them until the next call.</summary>
    /// <param name="index">Which.</param>
    public void Enter(int index)
    {
        if (index == _current)
            return;
        using IDisposable quiet = no_grad();
        Keep();
        _current = index;
        for (int i = 0; i < _buffers.Length; i++)
            _buffers[i].Buffer.copy_(_kept[index][i]);
    }

    public void Save(BinaryWriter writer)
    {
        using IDisposable quiet = no_grad();
        Keep();
        writer.Write(_current);
        foreach (Tensor tensor in _kept.SelectMany(tensors => tensors))
            tensor.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _current = reader.ReadInt32();
        foreach (Tensor tensor in _kept.SelectMany(tensors => tensors))
            tensor.copy_(Tensor.Load(reader));
        for (int i = 0; i < _buffers.Length; i++)
            _buffers[i].Buffer.copy_(_kept[_current][i]);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _kept.SelectMany(tensors => tensors))
            tensor.Dispose();
    }

    private void Keep()
    {
        for (int i = 0; i < _buffers.Length; i++)
            _kept[_current][i].copy_(_buffers[i].Buffer);
    }
}
