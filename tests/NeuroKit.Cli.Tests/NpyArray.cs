using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuroKit.Cli.Tests;

/// <summary>A <c>.npy</c> array as NumPy's format page describes it, read apart from the library.</summary>
internal sealed partial record NpyArray(string Type, int[] Shape, byte[] Data)
{
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Data));

    public static NpyArray Read(string path)
    {
        if (Path.GetExtension(path) != ".npz")
            return Read(File.ReadAllBytes(path));
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = Assert.Single(archive.Entries);
        Assert.Equal("frames.npy", entry.FullName);
        using Stream stream = entry.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }

    public int[] Values() => Type == "<u2"
        ? [.. Enumerable.Range(0, Data.Length / 2).Select(i => (int)BitConverter.ToUInt16(Data, 2 * i))]
        : [.. Enumerable.Range(0, Data.Length / 4).Select(i => BitConverter.ToInt32(Data, 4 * i))];

    private static NpyArray Read(byte[] file)
    {
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int header = BitConverter.ToUInt16(file, 8);
        string text = Encoding.ASCII.GetString(file, 10, header);
        Assert.Contains("'fortran_order': False", text, StringComparison.Ordinal);
        int[] shape = [.. ShapeOf().Match(text).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse)];
        return new NpyArray(TypeOf().Match(text).Groups[1].Value, shape, file[(10 + header)..]);
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapeOf();

    [GeneratedRegex(@"'descr': '([^']*)'")]
    private static partial Regex TypeOf();
}
