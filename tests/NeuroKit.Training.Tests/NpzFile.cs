using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests;

/// <summary>The float32 arrays of an npz file, as tensors.</summary>
internal sealed partial class NpzFile
{
    private readonly Dictionary<string, Tensor> _arrays = [];

    public NpzFile(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var bytes = new MemoryStream();
            using (Stream stream = entry.Open())
                stream.CopyTo(bytes);
            _arrays.Add(Path.GetFileNameWithoutExtension(entry.Name), Parse(bytes.ToArray()));
        }
    }

    public Tensor this[string name] => _arrays[name];

    private static Tensor Parse(ReadOnlySpan<byte> npy)
    {
        Assert.Equal(1, npy[6]); // the format's version
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(npy[8..]);
        string header = Encoding.ASCII.GetString(npy.Slice(10, headerLength));
        Assert.Contains("'<f4'", header, StringComparison.Ordinal);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        long[] shape = [.. Shape().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(long.Parse)];
        float[] values = MemoryMarshal.Cast<byte, float>(npy[(10 + headerLength)..]).ToArray();
        return tensor(values).reshape(shape);
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();
}
