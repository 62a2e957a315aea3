using System.Text.Json;

namespace NeuroKit.Cli.Tests;

public sealed class BenchDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACaseThatThereIsNotIsWrongUsage()
    {
        ToolRun.Of("bench", "data", "--only", "nonsense", "--data", _folder["bench"]).Fails(ExitCode.Usage, "--only", "nonsense");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void ACaseGivesItsRow()
    {
        // The smallest of them: a zip of 70,000 members and its kept index.
        const string Case = "index-zip-70k-members-cached-over-50ms";
        JsonElement rows = ToolRun.Of("bench", "data", "--only", Case, "--data", _folder["bench"], "--json").Succeeds().Json();
        JsonElement row = Assert.Single(rows.EnumerateArray());
        Assert.Equal(["case", "kind", "ours_ms", "floor_ms", "ratio", "peak_mb"], row.EnumerateObject().Select(p => p.Name));
        Assert.Equal((Case, "scaling", 50.0), (row.GetProperty("case").GetString(), row.GetProperty("kind").GetString(), row.GetProperty("floor_ms").GetDouble()));
        double ours = row.GetProperty("ours_ms").GetDouble();
        Assert.InRange(ours, 0.1, 60_000);
        Assert.Equal(50 / ours, row.GetProperty("ratio").GetDouble(), 0.01);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("peak_mb").ValueKind);
    }
}
