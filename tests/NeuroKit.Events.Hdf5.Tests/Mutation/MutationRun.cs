using System.Globalization;
using NeuroKit.Events.Tests.Mutation;

namespace NeuroKit.Events.Hdf5.Tests.Mutation;

/// <summary>Reads damaged files, one after the other; a case follows from the seed and its number alone.</summary>
internal static class MutationRun
{
    private const long MostEventsPerByte = 1_100;

    /// <summary>Runs cases. A line says each before it begins, so that whoever watches knows which one the process died of.</summary>
    public static void Run(string corpus, int seed, int start, int count, string scratch, TextWriter output)
    {
        Hdf5Probe.LongestSilence = TimeSpan.FromSeconds(3);
        byte[][] files = [.. Directory.GetFiles(corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        string path = Path.Combine(scratch, "damaged.h5");
        for (int number = start; number < start + count; number++)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"case {number}"));
            output.Flush();
            byte[] bytes = Make(files, seed, number, out EventReadPolicy policy, out bool fromStream);
            File.WriteAllBytes(path, bytes);
            string? problem = Read(path, bytes, policy, fromStream, out string outcome);
            output.WriteLine(problem is null ? outcome : $"problem {problem.ReplaceLineEndings(" ")}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"contained {Hdf5Probe.HelpersLost}"));
        output.WriteLine("end");
    }

    public static byte[] Make(byte[][] files, int seed, int number, out EventReadPolicy policy, out bool fromStream)
    {
        var random = new Random(unchecked((seed * 397) ^ (int)(number * 2_654_435_761L)));
        byte[] file = files[random.Next(files.Length)];
        byte[] other = random.Next(4) == 0 ? files[random.Next(files.Length)] : file;
        byte[] bytes = new Mutator(random).Mutate(file, other);
        policy = (EventReadPolicy)random.Next(3);
        fromStream = random.Next(8) == 0;
        return bytes;
    }

    private static string? Read(string path, byte[] bytes, EventReadPolicy policy, bool fromStream, out string outcome)
    {
        var options = new EventReadOptions { Policy = policy, Format = "hdf5", FormatOptions = [new Hdf5Options { ObjectPath = "/", Probing = Hdf5Probing.Required }] };
        EventFormats formats = EventFormats.Default.With(Hdf5Format.Instance);
        outcome = "events";
        try
        {
            using EventReader reader = fromStream ? EventFile.Open(new MemoryStream(bytes), path, options, formats) : EventFile.Open(path, options, formats);
            _ = reader.Totals;
            using var chunk = new EventBuffer();
            while (reader.Read(chunk) > 0)
            {
                if (reader.EventsRead > bytes.Length * MostEventsPerByte)
                    return $"{reader.EventsRead} events from {bytes.Length} bytes and no end";
            }

            return null;
        }
        catch (EventFormatException exception)
        {
            outcome = exception is Hdf5Exception ? "library" : "ours";
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}
