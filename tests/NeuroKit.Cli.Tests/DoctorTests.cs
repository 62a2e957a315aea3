using System.Diagnostics;
using System.Text.Json;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void ItSaysWhatTheVerbsOfNetworksNeed()
    {
        JsonElement[] checks = [.. ToolRun.Of("doctor", "--json").Succeeds().Json().EnumerateArray()];
        JsonElement torch = Find(checks, "libtorch");
        JsonElement memory = Find(checks, "memory reuse");
        if (torch.GetProperty("state").GetString() == "missing")
        {
            Assert.Contains("apt-get install libtorch-dev cmake g++", torch.GetProperty("advice").GetString(), StringComparison.Ordinal);
            return;
        }

        Assert.Matches(@"^\d+\.\d+\.\d+", torch.GetProperty("found").GetString());
        Assert.Contains("torch_cpu", torch.GetProperty("found").GetString(), StringComparison.Ordinal);
        Assert.Matches(@"^\d+ an operation", Find(checks, "torch threads").GetProperty("found").GetString());
        Assert.NotEmpty(memory.GetProperty("found").GetString()!);
    }

    [Fact]
    public async Task WithoutTheNativePartItStillLooksAtTheRest()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory).Where(f => !f.EndsWith("libneurokit_torch.so", StringComparison.Ordinal)))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var start = new ProcessStartInfo("dotnet", [folder["neurokit.dll"], "doctor", "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, await error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement torch = Find([.. document.RootElement.EnumerateArray()], "libtorch");
        Assert.Equal("missing", torch.GetProperty("state").GetString());
        Assert.Contains("apt-get install libtorch-dev cmake g++", torch.GetProperty("advice").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ItSaysWhetherDamagedHdf5FilesAreContained()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        Assert.Equal("ok", Find([.. ToolRun.Of("doctor", "--json").Succeeds().Json().EnumerateArray()], "HDF5 helper").GetProperty("state").GetString());
    }

    private static JsonElement Find(IEnumerable<JsonElement> checks, string name) => Assert.Single(checks, c => c.GetProperty("check").GetString() == name);
}
