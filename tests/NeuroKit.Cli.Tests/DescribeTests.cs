using System.Diagnostics;
using System.Text.Json;

namespace NeuroKit.Cli.Tests;

public sealed class DescribeTests
{
    [SkippableFact]
    public void JsonHoldsTheNetwork()
    {
        ToolRun run = ToolRun.Of("describe", "sew-small", "--input", "8,2,34,34", "--classes", "7", "--json");
        Skip.If(run.ExitCode == 1 && run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
        JsonElement root = run.Succeeds().Json();
        Assert.Equal(["network", "input", "classes", "parameters", "macsPerStep", "layers"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal([8, 2, 34, 34], root.GetProperty("input").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(7, root.GetProperty("classes").GetInt32());
        JsonElement[] layers = [.. root.GetProperty("layers").EnumerateArray()];
        Assert.Equal(root.GetProperty("parameters").GetInt64(), layers.Sum(l => l.GetProperty("parameters").GetInt64()));
        Assert.Equal(root.GetProperty("macsPerStep").GetInt64(), layers.Sum(l => l.GetProperty("macsPerStep").GetInt64()));
        Assert.Equal([16 * 4 * 4], layers[^1].GetProperty("input").EnumerateArray().Select(e => e.GetInt32()));
    }

    [SkippableFact]
    public void TheTableEndsWithTheSums()
    {
        ToolRun run = ToolRun.Of("describe", "wide-7b-net", "--input", "16,2,128,128");
        Skip.If(run.ExitCode == 1 && run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
        string last = run.Succeeds().Output.TrimEnd().Split('\n')[^1];
        Assert.Contains("1,192,218", last, StringComparison.Ordinal);
        Assert.Contains("1,631,716,608", last, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongUsageIsTold()
    {
        ToolRun.Of("describe", "sew-smal", "--input", "8,2,34,34").Fails(ExitCode.Usage, "there is no network 'sew-smal'", "did you mean 'sew-small'");
        ToolRun.Of("describe", "sew-small").Fails(ExitCode.Usage, "--input");
        ToolRun.Of("describe", "sew-small", "--input", "8,2,34").Fails(ExitCode.Usage, "found '8,2,34'", "16,2,128,128");
        ToolRun.Of("describe", "sew-small", "--input", "8,2,34,0").Fails(ExitCode.Usage, "found '8,2,34,0'");
        ToolRun.Of("describe", "7b-net", "--input", "8,2,64,64").Fails(ExitCode.Failed, "at least 128");
    }

    [Fact]
    public async Task WithoutTheNativePartOneLineSaysWhatToInstall()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory).Where(f => !f.EndsWith("libneurokit_torch.so", StringComparison.Ordinal)))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var start = new ProcessStartInfo("dotnet", [folder["neurokit.dll"], "describe", "sew-small", "--input", "8,2,34,34"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, process.ExitCode);
        Assert.Empty(output);
        string message = await error;
        Assert.Contains("apt-get install", message, StringComparison.Ordinal);
        Assert.Single(message.TrimEnd().Split('\n'));
    }
}
