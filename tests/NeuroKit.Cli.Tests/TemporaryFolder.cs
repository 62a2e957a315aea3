using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Cli.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("neurokit-cli-").FullName;

    public string[] Files => [.. Directory.GetFiles(Path).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>A DVS128 recording: raw addresses and times.</summary>
    public string WriteAedat2(string name, params (int X, int Y, int P, long T)[] events)
    {
        byte[] header = "#!AER-DAT2.0\r\n# Timestamps tick is 1 us\r\n"u8.ToArray();
        byte[] file = new byte[header.Length + (8 * events.Length)];
        header.CopyTo(file, 0);
        for (int i = 0; i < events.Length; i++)
        {
            (int x, int y, int p, long t) = events[i];
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(header.Length + (8 * i)), (uint)((y << 8) | (x << 1) | (1 - p)));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(header.Length + (8 * i) + 4), (uint)t);
        }

        return Write(name, file);
    }

    /// <summary>Ten events, one every 10 µs, on the diagonal; every third is OFF.</summary>
    public string WriteTen(string name = "ten.aedat")
        => WriteAedat2(name, [.. Enumerable.Range(0, 10).Select(i => (i, i, i % 3 == 0 ? 0 : 1, 100L + (10 * i)))]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
