using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NeuroKit.Testing;
using NeuroKit.Tests;
using Xunit.Abstractions;

namespace NeuroKit.Events.Hdf5.Tests.Mutation;

/// <summary>
/// Damaged files, real small ones and ours, read in a process of their own: reading ends in events or in an exception of the family, and
/// the process that reads lives, though the HDF5 library crashes on some of the files (in the helper that tries them first).
/// NEUROKIT_LONG=1 runs more; NEUROKIT_MUTATION_SEED, NEUROKIT_MUTATION_START and NEUROKIT_MUTATION_CASES choose others.
/// </summary>
[Collection("libhdf5")]
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _scratch = new();

    public void Dispose()
    {
        _corpus.Dispose();
        _scratch.Dispose();
    }

    [SkippableFact]
    public void DamagedFilesEndInEventsOrInAnExceptionOfTheFamily()
    {
        Hdf5Fixture.RequireLibrary();
        FillCorpus();
        bool isLong = Environment.GetEnvironmentVariable("NEUROKIT_LONG") == "1";
        string seed = Environment.GetEnvironmentVariable("NEUROKIT_MUTATION_SEED") ?? "20240601";
        string start = Environment.GetEnvironmentVariable("NEUROKIT_MUTATION_START") ?? "0";
        string count = Environment.GetEnvironmentVariable("NEUROKIT_MUTATION_CASES") ?? (isLong ? "20000" : "600");
        string host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var command = new ProcessStartInfo(host, ["exec", typeof(MutationTests).Assembly.Location, "mutate", _corpus.Path, seed, start, count, _scratch.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(command)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        string last = lines.LastOrDefault(l => l.StartsWith("case ", StringComparison.Ordinal)) ?? "no case";
        Assert.True(process.ExitCode == 0, $"seed {seed}: the process ended with {process.ExitCode} in {last}: {error.Result}");
        Assert.Contains("end", lines);
        for (int i = 0; i < lines.Length; i++)
            Assert.False(lines[i].StartsWith("problem ", StringComparison.Ordinal), $"seed {seed}, {lines[Math.Max(0, i - 1)]}: {lines[i]}");
        int Of(string outcome) => lines.Count(l => l == outcome);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {Of("events")} gave events, {Of("ours")} ended in our exceptions, {Of("library")} in the library's; {lines.First(l => l.StartsWith("contained", StringComparison.Ordinal))} crashes or endless loops"));
        Assert.True(Of("events") > 0 && Of("library") > 0, "damage that never, or always, is noticed tests nothing");
    }

    private void FillCorpus()
    {
        foreach (int count in (int[])[0, 40, 300])
        {
            var recording = new Recording(new SensorSize(60, 50), new EventSpan(
                [.. Enumerable.Range(0, count).Select(i => i * 37L)],
                [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 7 % 60))],
                [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 11 % 50))],
                [.. Enumerable.Range(0, count).Select(i => (byte)(i & 1))]));
            File.WriteAllBytes(_corpus.File($"ours-{count}.h5"), FormatLaws.Write(Hdf5Format.Instance, recording));
        }

        if (!SharedData.IsPresent)
            return;
        foreach (string real in (string[])["raw_events_seconds.hdf5", "gesture_per_instance.hdf5"])
            File.WriteAllBytes(_corpus.File(real), File.ReadAllBytes(SharedData.PathOf("data/hdf5/" + real)));
    }
}
