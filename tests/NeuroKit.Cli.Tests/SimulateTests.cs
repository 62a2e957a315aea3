using NeuroKit.Events;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

public sealed class SimulateTests : IDisposable
{
    private const string NoPictures = "Fashion-MNIST is not here (Debian's dataset-fashion-mnist)";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void APictureBecomesEventsAndTheSeedDecidesWhich()
    {
        string picture = _folder.Write("a.pgm", "P2 # a bright square\n6 6 255\n" + string.Join(' ', Enumerable.Range(0, 36).Select(i => i % 6 is > 1 and < 5 && i / 6 is > 1 and < 5 ? 255 : 0)));
        ToolRun run = ToolRun.Of("simulate", picture, _folder["a.aedat"], "--seed", "5", "--json").Succeeds();
        Assert.Equal(6, run.Json().GetProperty("width").GetInt32());
        Assert.True(run.Json().GetProperty("events").GetInt64() > 100);
        ToolRun.Of("simulate", picture, _folder["b.aedat"], "--seed", "5").Succeeds();
        ToolRun.Of("simulate", picture, _folder["c.aedat"], "--seed", "6").Succeeds();
        ToolRun.Of("simulate", picture, _folder["d.aedat"], "--seed", "5", "--path", "cifar10-dvs").Succeeds();
        Assert.Equal(Digests("a.aedat"), Digests("b.aedat"));
        Assert.NotEqual(Digests("a.aedat"), Digests("c.aedat"));
        Assert.NotEqual(Digests("a.aedat"), Digests("d.aedat"));
    }

    [Fact]
    public void BytesAndTextOfOnePictureGiveTheSameEvents()
    {
        byte[] pixels = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 37))];
        _folder.Write("text.pgm", "P2\n8 8\n255\n" + string.Join('\n', pixels));
        _folder.Write("bytes.pgm", [.. "P5 8 8 255\n"u8, .. pixels]);
        _folder.Write("grey.ppm", [.. "P6 8 8 255\n"u8, .. pixels.SelectMany(p => (byte[])[p, p, p])]);
        foreach (string name in new[] { "text.pgm", "bytes.pgm" })
            ToolRun.Of("simulate", _folder[name], _folder[name + ".npz"]).Succeeds();
        ToolRun.Of("simulate", _folder["grey.ppm"], _folder["grey.npz"]).Succeeds();
        Assert.Equal(Digests("text.pgm.npz"), Digests("bytes.pgm.npz"));
    }

    [Theory]
    [InlineData("P5 8 8 255\nshort", "5 bytes of pixels", "64")]
    [InlineData("P2 2 2 255\n1 2 3", "the end at byte", "0 to 255")]
    [InlineData("P2 2 2 255\n1 2 3 256", "256 at byte", "0 to 255")]
    [InlineData("P5 99999 2 255\n", "99999 at byte 3", "1 to 4096")]
    [InlineData("P5 x", "no number", "1 to 4096")]
    [InlineData("", "an empty file", "PGM")]
    [InlineData("GIF89a", "47494638", "PGM")]
    public void ABrokenPictureIsSaid(string content, string found, string expected)
    {
        string picture = _folder.Write("a.pgm", content);
        ToolRun.Of("simulate", picture, _folder["a.aedat"]).Fails(1, picture, found, expected);
        Assert.Equal(["a.pgm"], _folder.Files);
    }

    [Fact]
    public void WrongUsageIsSaid()
    {
        ToolRun.Of("simulate", _folder["a.aedat"]).Fails(2, "simulate IMAGE OUT");
        ToolRun.Of("simulate", "a.pgm", _folder["a.aedat"], "--fashion-mnist", "train:1").Fails(2, "one too many");
        ToolRun.Of("simulate", _folder["a.aedat"], "--fashion-mnist", "trian:1").Fails(2, "found 'trian:1'", "train:INDEX");
        ToolRun.Of("simulate", "a.pgm", _folder["a.xyz"]).Fails(2, "--format");
        ToolRun.Of("simulate", "a.pgm", _folder["a.aedat"], "--on-threshold", "0").Fails(2, "--on-threshold: found '0'");
        ToolRun.Of("simulate", "none.pgm", _folder["a.aedat"]).Fails(1, "none.pgm: no such file");
    }

    [SkippableFact]
    public void AFashionPictureIsSeenBy34Pixels()
    {
        Skip.IfNot(FashionMnistPackage.IsPresent, NoPictures);
        ToolRun run = ToolRun.Of("simulate", "--fashion-mnist", "test:0", _folder["a.aedat"], "--json").Succeeds();
        Assert.Equal(34, run.Json().GetProperty("width").GetInt32());
        ToolRun.Of("simulate", "--fashion-mnist", "test:10000", _folder["b.aedat"]).Fails(2, "0 to 9999");
        ToolRun.Of("frames", _folder["a.aedat"], _folder["a.npy"], "--bins", "4", "--size", "34x34").Succeeds();
    }

    private EventDigests Digests(string name)
    {
        using EventReader reader = EventFile.Open(_folder[name]);
        using EventBuffer events = reader.ReadAll();
        return EventDigests.Of(events);
    }
}
