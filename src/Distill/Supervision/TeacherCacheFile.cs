using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events.IO;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>A teacher's answers in a file that is whole or absent: a mark, a digest of what follows, the key, the tensors. What is of another key or damaged is made anew.</summary>
internal static class TeacherCacheFile
{
    private static ReadOnlySpan<byte> Mark => "NKTCH01\n"u8;

    /// <summary>What the answers depend on: network, weights, features, recordings, rule, libtorch and its threads.</summary>
    /// <param name="teacher">The network.</param>
    /// <param name="description">The network as its recipe says it: equal weights compute something else with another activation or connection.</param>
    /// <param name="features">The features asked for.</param>
    /// <param name="recordings">A digest of the recordings and what they hold (<see cref="RecordingContents"/>).</param>
    /// <param name="rule">The frames in words.</param>
    public static string Key(SpikingNetwork teacher, string description, IEnumerable<string> features, string recordings, string rule)
    {
        string text = $"{teacher.Identifier}\n{description}\n{WeightDigest.Of(teacher)}\n{string.Join(",", features)}\n{recordings}\n{rule}\n{__version__}\n{get_num_threads()}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static void Write(string path, string key, TeacherCache cache)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(Mark);
        file.Stream.Write(new byte[SHA256.HashSizeInBytes]);
        using (var hash = SHA256.Create())
        {
            using (var through = new CryptoStream(file.Stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(through, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(key);
                cache.Logits.Save(writer);
                writer.Write(cache.Features.Count);
                foreach ((string name, Tensor feature) in cache.Features)
                {
                    writer.Write(name);
                    feature.Save(writer);
                }
            }

            file.Stream.Position = Mark.Length;
            file.Stream.Write(hash.Hash!);
        }

        file.Commit();
    }

    /// <summary>Reads the answers; null where there are none of this key.</summary>
    public static TeacherCache? TryRead(string path, string key, Device? device)
    {
        if (!File.Exists(path))
            return null;
        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[Mark.Length + SHA256.HashSizeInBytes];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan(0, Mark.Length).SequenceEqual(Mark)
            || !SHA256.HashData(file).AsSpan().SequenceEqual(start.AsSpan(Mark.Length)))
            return null;
        file.Position = start.Length;
        using var reader = new BinaryReader(file, Encoding.UTF8);
        if (reader.ReadString() != key)
            return null;
        using DisposeScope scope = NewDisposeScope();
        Device place = device ?? CPU;
        Tensor logits = Tensor.Load(reader).to(place);
        var features = new Dictionary<string, Tensor>();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            features.Add(name, Tensor.Load(reader).to(place));
        }

        return TeacherCache.Of(logits, features);
    }
}
