using NeuroKit.Events;

namespace NeuroKit.SideBySide;

/// <summary>
/// Seeded recordings to measure with: a moving blob (70 % of the events) over uniform noise at a bursty rate, as a camera before a moving
/// thing gives. Written once and kept.
/// </summary>
internal sealed class BenchInputs(string folder)
{
    public const int SmallFileEvents = 4_000;
    private const int ChunkEvents = 1 << 16;

    /// <summary>A recording's path, written if it is not there.</summary>
    public string Recording(string format, string extension, SensorSize size, long events)
    {
        string path = Path.Combine(folder, $"{format}-{events}{extension}");
        if (!File.Exists(path))
            Write(path, format, size, events, seed: 11, durationMicroseconds: events >= 10_000_000 ? 8_300_000 : 299_993);
        Warm(path);
        return path;
    }

    /// <summary>Paths of many small AEDAT 2.0 recordings, and of a list of them.</summary>
    public (string[] Paths, string List) SmallFiles(int count, SensorSize size)
    {
        string small = Path.Combine(folder, $"small-{size}");
        Directory.CreateDirectory(small);
        string[] paths = [.. Enumerable.Range(0, count).Select(i => Path.Combine(small, $"{i:D5}.aedat"))];
        string list = Path.Combine(folder, $"small-{size}-{count}.txt");
        if (!File.Exists(list))
        {
            Parallel.For(0, count, i => Write(paths[i], "aedat2", size, SmallFileEvents, (ulong)i + 1000, 300_000));
            File.WriteAllLines(list, paths);
        }

        foreach (string path in paths)
            Warm(path);
        return (paths, list);
    }

    /// <summary>A data set of AEDAT 2.0 recordings, a folder a class, each recording with a seed of its own.</summary>
    public string Dataset(IReadOnlyList<string> classes, int perClass, SensorSize size, int events)
    {
        string root = Path.Combine(folder, $"dataset-{classes.Count}-{perClass}-{events}");
        (string Path, ulong Seed)[] files = [.. classes.SelectMany((name, c) => Enumerable.Range(0, perClass)
            .Select(i => (Path.Combine(root, name, $"{name}_{i}.aedat"), (ulong)((c * perClass) + i + 77))))];
        foreach (string name in classes)
            Directory.CreateDirectory(Path.Combine(root, name));
        Parallel.ForEach(files.Where(f => !File.Exists(f.Path)), f => Write(f.Path, "aedat2", size, events, f.Seed, 1_300_000));
        foreach ((string path, _) in files)
            Warm(path);
        return root;
    }

    private static void Write(string path, string format, SensorSize size, long events, ulong seed, long durationMicroseconds)
    {
        using EventWriter writer = EventFile.Create(path, new EventWriteOptions { Format = format, SensorSize = size });
        using var chunk = new EventBuffer(ChunkEvents);
        ulong state = seed * 0x9E37_79B9_7F4A_7C15;
        for (long i = 0; i < events; i++)
        {
            double u = i / (double)Math.Max(1, events - 1);
            double phase = 10 * Math.PI * u;
            long t = 97 + (long)(durationMicroseconds * Math.Clamp(u + (0.06 / Math.PI * Math.Sin(6 * Math.PI * u)), 0, 1));
            bool blob = Next(ref state) < 0.7;
            double x = blob ? size.Width * (0.5 + (0.25 * Math.Cos(phase)) + (Bell(ref state) / 12)) : Next(ref state) * size.Width;
            double y = blob ? size.Height * (0.5 + (0.25 * Math.Sin(phase)) + (Bell(ref state) / 12)) : Next(ref state) * size.Height;
            byte p = Next(ref state) < 0.5 + (0.2 * Math.Sin(phase)) ? (byte)1 : (byte)0;
            chunk.Add(new Event(t, (ushort)Math.Clamp(x, 0, size.Width - 1), (ushort)Math.Clamp(y, 0, size.Height - 1), p));
            if (chunk.Count == ChunkEvents)
            {
                writer.Write(chunk);
                chunk.Clear();
            }
        }

        writer.Write(chunk);
        writer.Complete();
    }

    private static double Next(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (state >> 11) * (1.0 / (1ul << 53));
    }

    // Sum of uniform numbers: bell-shaped, standard deviation 1.
    private static double Bell(ref ulong state) => (Next(ref state) + Next(ref state) + Next(ref state) - 1.5) * 2;

    private static void Warm(string path)
    {
        byte[] block = new byte[1 << 16];
        using FileStream file = File.OpenRead(path);
        while (file.Read(block) > 0)
        {
        }
    }
}
