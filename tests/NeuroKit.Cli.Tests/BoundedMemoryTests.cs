using System.Diagnostics;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Tests;

/// <summary>Reading HDF5 and exporting data sets go through in a managed heap much smaller than what passes: the runtime is held to it.</summary>
public sealed class BoundedMemoryTests : IDisposable
{
    private const long HeapLimit = 64L << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Hdf5IsStreamed()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        const int Chunks = 12;
        const long BytesAnEvent = 13; // t 8, x 2, y 2, p 1
        string input = _folder["long.h5"];
        using (var events = new EventBuffer(1 << 20))
        {
            using EventWriter writer = EventFile.Create(input, new EventWriteOptions { FormatOptions = [new Hdf5WriteOptions { Level = 1 }] }, ToolFormats.All);
            for (int chunk = 0; chunk < Chunks; chunk++)
            {
                events.Clear();
                for (int i = 0; i < 1 << 20; i++)
                    events.Add(new Event((chunk * (1L << 20)) + i, (ushort)(i & 127), (ushort)((i >> 7) & 127), (byte)(i & 1)));
                writer.Write(events);
            }

            writer.Complete();
        }

        Assert.True(Chunks * (1L << 20) * BytesAnEvent > 2 * HeapLimit);
        using JsonDocument seen = JsonDocument.Parse(Run("info", input, "--json"));
        Assert.Equal(Chunks * (1L << 20), seen.RootElement[0].GetProperty("events").GetInt64());
    }

    [SkippableFact]
    public void AnExportHoldsAFewRecordings()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        const int Recordings = 20;
        const int Bins = 1000;
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "2", "--classes", "10").Succeeds();
        Assert.True(Recordings * Bins * 2L * 34 * 34 * sizeof(ushort) > HeapLimit);
        using JsonDocument written = JsonDocument.Parse(Run("dataset", "export", "n-mnist", "--root", _folder["tree"], "--part", "train", "--bins", "1000", "--threads", "1", "--to", _folder["frames.h5"], "--json"));
        Assert.Equal(_folder["frames.h5"], written.RootElement[0].GetProperty("file").GetString());
    }

    private static string Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit));
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }
}
