using System.Text.Json;

namespace NeuroKit.Cli.Tests;

public sealed class BenchTrainTests
{
    [SkippableFact]
    public void ACaseGivesItsRow()
    {
        // The cases of the verb itself take half a minute and gigabytes; this is the same code on a small network.
        ToolRun run = ToolRun.Of("bench", "train-case", "sew-small", "2", "2");
        Skip.If(run.ExitCode == 1 && run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
        JsonElement row = run.Succeeds().Json();
        Assert.Equal(["case", "steps", "composite_ms", "composite_peak_mb"], row.EnumerateObject().Take(4).Select(p => p.Name));
        Assert.Equal("sew-small T=2 batch 2", row.GetProperty("case").GetString());
        Assert.Equal(2, row.GetProperty("steps").GetInt32());
        Assert.InRange(row.GetProperty("composite_ms").GetDouble(), 0.1, 60_000);
        Assert.InRange(row.GetProperty("composite_least_ms").GetDouble(), 0.1, row.GetProperty("composite_ms").GetDouble());
        Assert.InRange(row.GetProperty("composite_peak_mb").GetDouble(), 20, 10_000);
    }

    [Fact]
    public void WrongUsageIsTold()
    {
        ToolRun.Of("bench", "train", "--steps", "0").Fails(ExitCode.Usage, "--steps: found '0'");
        ToolRun.Of("bench", "train", "--steps", "1000000").Fails(ExitCode.Usage, "--steps: found 1000000", "10,000");
    }
}
