using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training;

public sealed partial class Trainer
{
    private const int StateVersion = 3;
    private const int StateVersionWithoutSums = 2; // what an objective had summed up in its epoch was not kept

    /// <summary>Writes the whole state of the training: network, objective, optimiser, position, sums, best weights, torch's generator, callbacks.</summary>
    /// <param name="writer">Where.</param>
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using DisposeScope scope = NewDisposeScope();
        writer.Write(StateVersion);
        writer.Write(Network.Identifier);
        // In front, so that who wants the weights alone need not know the rest.
        Network.save(writer);
        writer.Write(_position.Epoch);
        writer.Write(_position.Batch);
        writer.Write(_position.Step);
        writer.Write(_sums.LossSum);
        writer.Write(_sums.Correct);
        writer.Write(_sums.Samples);
        Write(writer, Best);
        Write(writer, BestOnTest);
        random.get_rng_state().Save(writer);
        Optimizer.save_state_dict(writer);
        writer.Write(_bestWeights is not null);
        if (_bestWeights is not null)
            nn.Module.save_state_dict(writer, _bestWeights);
        writer.Write(Options.Objective?.Module is not null);
        Options.Objective?.Module?.save(writer);
        WriteApart(writer, inner => Options.Objective?.Save(inner));
        TrainerCallback[] callbacks = [.. Options.Callbacks.Where(c => c.StateName is not null)];
        writer.Write(callbacks.Length);
        foreach (TrainerCallback callback in callbacks)
        {
            writer.Write(callback.StateName!);
            WriteApart(writer, callback.Save);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote. The trainer must have been made alike, and must not have trained yet.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="TrainingException">The state is of another network or another version, or of a trainer with other callbacks.</exception>
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using DisposeScope scope = NewDisposeScope();
        int version = LoadWeights(reader, Network);
        _position = new TrainingPosition(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        _sums = new EpochSums(reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        Best = ReadScore(reader);
        BestOnTest = ReadScore(reader);
        random.set_rng_state(Tensor.Load(reader));
        Optimizer.load_state_dict(reader);
        DisposeBest();
        if (reader.ReadBoolean())
            _bestWeights = ReadWeights(reader);
        if (reader.ReadBoolean() != Options.Objective?.Module is not null)
            throw new TrainingException("the checkpoint is of a training with another objective");
        Options.Objective?.Module?.load(reader);
        if (version > StateVersionWithoutSums)
        {
            using BinaryReader inner = ReadApart(reader);
            Options.Objective?.Load(inner);
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            using BinaryReader inner = ReadApart(reader);
            TrainerCallback callback = Options.Callbacks.FirstOrDefault(c => c.StateName == name)
                ?? throw new TrainingException($"the checkpoint has a state of '{name}', which this trainer has no callback for");
            callback.Load(inner);
        }
    }

    /// <summary>Reads the front of what <see cref="Save"/> wrote: the version, which is returned, and the network's weights.</summary>
    internal static int LoadWeights(BinaryReader reader, SpikingNetwork network)
    {
        int version = reader.ReadInt32();
        if (version is < StateVersionWithoutSums or > StateVersion)
            throw new TrainingException($"the checkpoint is of version {version}; expected {StateVersionWithoutSums} or {StateVersion}");
        if (reader.ReadString() is var name && name != network.Identifier)
            throw new TrainingException($"the checkpoint is of the network {name}; expected {network.Identifier}");
        network.load(reader);
        return version;
    }

    // With its length in front: whoever reads it gets what was written and no more.
    private static void WriteApart(BinaryWriter writer, Action<BinaryWriter> save)
    {
        using var state = new MemoryStream();
        using (var inner = new BinaryWriter(state, System.Text.Encoding.UTF8, leaveOpen: true))
            save(inner);
        writer.Write((int)state.Length);
        writer.Write(state.GetBuffer(), 0, (int)state.Length);
    }

    private static BinaryReader ReadApart(BinaryReader reader) => new(new MemoryStream(reader.ReadBytes(reader.ReadInt32())));

    private static void Write(BinaryWriter writer, EpochScore? score)
    {
        writer.Write(score is not null);
        if (score is null)
            return;
        writer.Write(score.Epoch);
        writer.Write(score.Accuracy);
        writer.Write(score.Loss);
    }

    private static EpochScore? ReadScore(BinaryReader reader)
        => reader.ReadBoolean() ? new EpochScore(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble()) : null;

    // The weights are read into the network, whose names and shapes they have, and its own are put back: the format is read in one place.
    private Dictionary<string, Tensor> ReadWeights(BinaryReader reader)
    {
        using IDisposable quiet = no_grad();
        Dictionary<string, Tensor> own = Copy();
        Network.load(reader);
        Dictionary<string, Tensor> read = Copy();
        Network.load_state_dict(own);
        foreach (Tensor tensor in own.Values)
            tensor.Dispose();
        return read;

        Dictionary<string, Tensor> Copy() => Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope());
    }
}
