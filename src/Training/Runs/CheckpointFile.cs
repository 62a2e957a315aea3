using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events.IO;
using NeuroKit.Training.Networks;

namespace NeuroKit.Training.Runs;

/// <summary>A trainer's state in a file that is whole or absent: a mark, a digest of what follows, the state.</summary>
public static class CheckpointFile
{
    private static ReadOnlySpan<byte> Mark => "NKCKPT1\n"u8;

    /// <summary>Writes the state.</summary>
    /// <param name="path">The file; its folder must exist. One that is there stays until the new one is whole.</param>
    /// <param name="trainer">The trainer.</param>
    public static void Write(string path, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        using var file = new AtomicFile(path);
        file.Stream.Write(Mark);
        file.Stream.Write(new byte[SHA256.HashSizeInBytes]);
        using (var hash = SHA256.Create())
        {
            using (var through = new CryptoStream(file.Stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(through, Encoding.UTF8, leaveOpen: true))
                trainer.Save(writer);
            file.Stream.Position = Mark.Length;
            file.Stream.Write(hash.Hash!);
        }

        file.Commit();
    }

    /// <summary>Reads a state into a trainer that was made alike.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The trainer.</param>
    /// <exception cref="TrainingException">The file is no checkpoint, is damaged, or is another training's.</exception>
    public static void Read(string path, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Read(path, trainer.Load);
    }

    /// <summary>Reads the network's weights alone, those after the last step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">A network made alike.</param>
    /// <exception cref="TrainingException">The file is no checkpoint, is damaged, or is another network's.</exception>
    public static void ReadWeights(string path, SpikingNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Read(path, reader => Trainer.LoadWeights(reader, network));
    }

    private static void Read(string path, Action<BinaryReader> load)
    {
        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[Mark.Length + SHA256.HashSizeInBytes];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan(0, Mark.Length).SequenceEqual(Mark))
            throw new TrainingException($"{path}: is no checkpoint");
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(start.AsSpan(Mark.Length)))
            throw new TrainingException($"{path}: is damaged; its digest is another");
        file.Position = start.Length;
        using var reader = new BinaryReader(file, Encoding.UTF8);
        try
        {
            load(reader);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or EndOfStreamException)
        {
            throw new TrainingException($"{path}: is of another network or optimiser: {e.Message}", e);
        }
    }
}
