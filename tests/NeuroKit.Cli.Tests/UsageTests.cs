
namespace NeuroKit.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inof", "did you mean 'info'?")]
    [InlineData("convetr", "did you mean 'convert'?")]
    [InlineData("frame", "did you mean 'frames'?")]
    [InlineData("zzzzzzzz", "known are info, convert")]
    [InlineData("--verion", "did you mean '--version'?")]
    public void AMistypedVerbGetsTheNearestOne(string verb, string hint)
        => ToolRun.Of(verb, "x").Fails(2, verb, hint, "Try 'neurokit --help'.");

    [Theory]
    [InlineData("info", "--jsno", "did you mean '--json'?")]
    [InlineData("frames", "--bin", "did you mean '--bins'?")]
    [InlineData("frames", "--duration", "did you mean '--duration-us'?")]
    [InlineData("convert", "--fromat", "did you mean '--format'?")]
    public void AMistypedOptionGetsTheNearestOne(string verb, string option, string hint)
        => ToolRun.Of(verb, "a.aedat", "b.npz", option, "x").Fails(2, option, hint, $"Try 'neurokit {verb} --help'.");

    [Theory]
    [InlineData("aedat3", "aedat31")]
    [InlineData("atis", "atis40")]
    [InlineData("nzp", "npz")]
    public void AMistypedFormatGetsTheNearestOne(string format, string nearest)
        => ToolRun.Of("info", _folder.WriteTen(), "--format", format).Fails(2, $"there is no format '{format}'; did you mean '{nearest}'?");

    [Fact]
    public void NothingAskedIsWrongUsageThatHelps()
    {
        ToolRun run = ToolRun.Of();
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("frames", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("info", "--help")]
    [InlineData("convert", "-h")]
    [InlineData("frames", "--help")]
    [InlineData("simulate", "--help")]
    [InlineData("demo", "--help")]
    public void HelpIsAResult(params string[] args)
    {
        ToolRun run = ToolRun.Of(args).Succeeds();
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void VersionIsThePackages()
        => Assert.Matches(@"^\d+\.\d+\.\d+", ToolRun.Of("--version").Succeeds().Output);

    [Theory]
    [InlineData("128")]
    [InlineData("0x5")]
    [InlineData("axb")]
    [InlineData("70000x2")]
    public void ASizeIsWidthTimesHeight(string size)
        => ToolRun.Of("info", _folder.WriteTen(), "--size", size).Fails(2, $"--size: found '{size}'", "128x128");

    [Fact]
    public void FormatsAreListedWithTheirIdentifiers()
    {
        string[] ids = [.. ToolRun.Of("formats", "--json").Succeeds().Json().EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
        Assert.Equal(ToolFormats.All.All.Select(f => f.Name), ids);
        string text = ToolRun.Of("formats").Succeeds().Output;
        Assert.All(ids, id => Assert.Contains(id, text, StringComparison.Ordinal));
    }

    [Fact]
    public void DoctorLooksAtEverythingThatVerbsNeed()
    {
        ToolRun run = ToolRun.Of("doctor", "--json").Succeeds();
        string[] checks = [.. run.Json().EnumerateArray().Select(c => c.GetProperty("check").GetString()!)];
        foreach (string check in new[] { "runtime", "SDK", "processor", "Fashion-MNIST", "artifacts folder" })
            Assert.Contains(check, checks);
        Assert.All(run.Json().EnumerateArray(), c => Assert.Contains(c.GetProperty("state").GetString(), (string[])["ok", "missing", "failed"]));
        Assert.Contains("processor", ToolRun.Of("doctor").Succeeds().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info", "inof")]
    [InlineData("cifar10-dvs", "cifar10dvs")]
    [InlineData(null, "something else")]
    public void TheNearestSpellingIsNearOrNone(string? expected, string word)
        => Assert.Equal(expected, Spelling.Nearest(word, ["info", "frames", "cifar10-dvs", "fashion-dvs"]));
}
