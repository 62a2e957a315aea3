using System.Globalization;
using System.Text;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Cli.Simulate;

/// <summary>
/// Reads grey pictures as PGM and coloured ones as PPM (turned grey), in text (P2, P3) or bytes (P5, P6), 8 or 16 bits a sample.
/// Source: the Netpbm formats' own pages, pgm(5) and ppm(5).
/// </summary>
internal static class GreyImageFile
{
    private const int MaxSide = 4096;

    /// <exception cref="CommandFailedException">The file is no such picture, is cut short, or is larger than 4,096 pixels a side.</exception>
    public static GreyImage Read(string path)
    {
        long length = new FileInfo(path) is { Exists: true } file ? file.Length : throw new CommandFailedException($"{path}: no such file");
        if (length > 8L * 3 * MaxSide * MaxSide)
            throw Invalid(path, $"{length} bytes", $"a picture of at most {MaxSide} pixels a side");
        byte[] bytes = File.ReadAllBytes(path);
        string magic = bytes.Length < 2 ? "" : Encoding.ASCII.GetString(bytes, 0, 2);
        if (magic is not ("P2" or "P3" or "P5" or "P6"))
            throw Invalid(path, bytes.Length == 0 ? "an empty file" : $"a file that begins with {Convert.ToHexString(bytes.AsSpan(0, Math.Min(4, bytes.Length)))}", "a PGM or PPM picture (P2, P3, P5, P6)");
        int at = 2;
        int width = Number(path, bytes, ref at, 1, MaxSide);
        int height = Number(path, bytes, ref at, 1, MaxSide);
        int most = Number(path, bytes, ref at, 1, ushort.MaxValue);
        int channels = magic is "P3" or "P6" ? 3 : 1;
        int[] samples = new int[width * height * channels];
        if (magic is "P2" or "P3")
        {
            for (int i = 0; i < samples.Length; i++)
                samples[i] = Number(path, bytes, ref at, 0, most);
        }
        else
        {
            ReadBytes(path, bytes, at + 1, most, samples); // one blank ends the header
        }

        return new GreyImage(width, height, Luminance(samples, channels, most));
    }

    private static void ReadBytes(string path, byte[] bytes, int at, int most, int[] samples)
    {
        int size = most > byte.MaxValue ? 2 : 1;
        if (bytes.Length - at < (long)samples.Length * size)
            throw Invalid(path, $"{Math.Max(0, bytes.Length - at)} bytes of pixels", $"{(long)samples.Length * size}");
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = size == 1 ? bytes[at + i] : (bytes[at + (2 * i)] << 8) | bytes[at + (2 * i) + 1];
            if (samples[i] > most)
                throw Invalid(path, $"a sample of {samples[i]} at byte {at + (i * size)}", $"at most {most}");
        }
    }

    // Luma of ITU-R BT.709, on the samples as they are.
    private static float[] Luminance(int[] samples, int channels, int most)
    {
        float[] luminance = new float[samples.Length / channels];
        for (int i = 0; i < luminance.Length; i++)
        {
            luminance[i] = channels == 1
                ? (float)samples[i] / most
                : ((0.2126f * samples[3 * i]) + (0.7152f * samples[(3 * i) + 1]) + (0.0722f * samples[(3 * i) + 2])) / most;
        }

        return luminance;
    }

    private static int Number(string path, byte[] bytes, ref int at, int least, int most)
    {
        while (at < bytes.Length && (char.IsWhiteSpace((char)bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#')
            {
                while (at < bytes.Length && bytes[at] != '\n')
                    at++;
            }
            else
            {
                at++;
            }
        }

        int start = at;
        int value = 0;
        while (at < bytes.Length && at - start < 6 && char.IsAsciiDigit((char)bytes[at]))
            value = (value * 10) + bytes[at++] - '0';
        if (at == start || value < least || value > most)
        {
            string found = at == start ? (at == bytes.Length ? "the end" : "no number") : value.ToString(CultureInfo.InvariantCulture);
            throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"{found} at byte {start}"), $"a number from {least} to {most}");
        }

        return value;
    }

    private static CommandFailedException Invalid(string path, string found, string expected) => new($"{path}: found {found}; expected {expected}");
}
