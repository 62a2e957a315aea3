using NeuroKit.Events;

namespace NeuroKit.Training.Tests.Runs;

/// <summary>A small data set laid out as N-MNIST: of each digit some recordings of a dot that circles at a place of its own.</summary>
internal static class DigitFiles
{
    public static void Write(string root, int train, int test, string extension = "bin")
    {
        foreach ((string part, int count, int first) in new[] { ("Train", train, 0), ("Test", test, 1000) })
        {
            for (int digit = 0; digit < 10; digit++)
            {
                string folder = Path.Combine(root, part, digit.ToString());
                Directory.CreateDirectory(folder);
                for (int i = 0; i < count; i++)
                    WriteOne(Path.Combine(folder, $"{first + i:00000}.{extension}"), digit, first + i);
            }
        }
    }

    private static void WriteOne(string path, int digit, int seed)
    {
        var random = new Random((digit * 10_000) + seed);
        const int Events = 200;
        long[] t = new long[Events];
        ushort[] x = new ushort[Events], y = new ushort[Events];
        byte[] p = new byte[Events];
        for (int i = 0; i < Events; i++)
        {
            t[i] = i * 500;
            x[i] = (ushort)Math.Clamp(4 + (digit % 5 * 6) + random.Next(-2, 3), 0, 33);
            y[i] = (ushort)Math.Clamp(9 + (digit / 5 * 14) + random.Next(-3, 4), 0, 33);
            p[i] = (byte)random.Next(2);
        }

        EventFile.Write(path, EventBuffer.Wrap(t, x, y, p), new EventWriteOptions { SensorSize = SensorSize.NMnist });
    }
}
