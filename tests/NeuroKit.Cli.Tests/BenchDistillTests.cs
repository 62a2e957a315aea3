using System.Globalization;
using System.Text.Json;

namespace NeuroKit.Cli.Tests;

public sealed class BenchDistillTests
{
    // The verb's own cases take minutes and gigabytes; this is the same code on a small network.
    [SkippableTheory]
    [InlineData("ld", "cached")]
    [InlineData("tser", "cached")]
    [InlineData("bkd", "cached")]
    [InlineData("ld+bkd", "online")]
    public void ACaseGivesItsRow(string loss, string teacher)
    {
        JsonElement row = Run("bench", "distill-case", "sew-small", loss, teacher, "2").Json();
        Assert.Equal(["case", "undistilled_ms", "distilled_ms", "ratio"], row.EnumerateObject().Take(4).Select(p => p.Name));
        Assert.StartsWith(loss + ", sew-small T=16 to 4", row.GetProperty("case").GetString(), StringComparison.Ordinal);
        Assert.InRange(row.GetProperty("undistilled_ms").GetDouble(), 0.1, 60_000);
        Assert.InRange(row.GetProperty("distilled_ms").GetDouble(), 0.1, 60_000);
        Assert.InRange(row.GetProperty("ratio").GetDouble(), 0.1, 100);
        Assert.Equal(teacher == "online" ? JsonValueKind.Number : JsonValueKind.Null, row.GetProperty("teacher_ms").ValueKind);
        Assert.Equal(teacher == "online" ? JsonValueKind.Number : JsonValueKind.Null, row.GetProperty("ratio_with_teacher").ValueKind);
    }

    [SkippableTheory]
    [InlineData("ce")]
    [InlineData("bkd")]
    public void APeakIsAFewMegabytesAtLeast(string loss)
        => Assert.InRange(double.Parse(Run("bench", "distill-peak", "sew-small", loss).Output, CultureInfo.InvariantCulture), 20, 10_000);

    [Fact]
    public void WrongUsageIsTold()
        => ToolRun.Of("bench", "distill", "--steps", "0").Fails(ExitCode.Usage, "--steps: found '0'");

    private static ToolRun Run(params string[] arguments)
    {
        ToolRun run = ToolRun.Of(arguments);
        Skip.If(run.ExitCode == 1 && run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
        return run.Succeeds();
    }
}
