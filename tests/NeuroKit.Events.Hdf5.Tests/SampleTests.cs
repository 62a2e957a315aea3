using System.Diagnostics;
using System.Security.Cryptography;
using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>The sample's own program, and its scripts on what it wrote.</summary>
[Collection("libhdf5")]
public sealed class SampleTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void H5pyReadsWhatTheSampleWrites()
    {
        string input = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f['events/' + k] = v");
        using EventBuffer events = Hdf5Fixture.Read(input);
        string recording = _folder.File("recording.aedat");
        EventFile.Write(recording, events, new EventWriteOptions { SensorSize = SensorSize.Dvs128 });
        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(recording)));

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hdf5Exchange.dll"), recording, "128x128", "3"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit));
        Assert.True(process.ExitCode == 0, error.Result);
        Assert.Equal("events.h5: 200 events; frames.h5: [1, 16, 2, 128, 128]\n", output.Result);

        Assert.StartsWith("200 ", Hdf5Fixture.RunSample(_folder, "read_events.py", _folder.File("events.h5")), StringComparison.Ordinal);
        Assert.Equal("(1, 16, 2, 128, 128) uint16 200 [3] ['recording.aedat']", Hdf5Fixture.RunSample(_folder, "read_frames.py", _folder.File("frames.h5")));
        Assert.Equal($"{digest} {digest}", NumPy.Run("""
            import h5py
            print(h5py.File(a[0])["events"].attrs["source_sha256"], h5py.File(a[1])["source_sha256"].asstr()[0])
            """, _folder.File("events.h5"), _folder.File("frames.h5")));
    }
}
