using System.Security.Cryptography;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.npz", "npz")]
    [InlineData("out.npy", "npy")]
    [InlineData("out.dat", "dat")]
    [InlineData("out.bin", "atis40")]
    [InlineData("out.aedat", "aedat2")]
    public void TheExtensionSaysTheFormatAndTheEventsStay(string name, string format)
    {
        string input = _folder.WriteTen();
        ToolRun run = ToolRun.Of("convert", input, _folder[name], "--json").Succeeds();
        Assert.Equal(format, run.Json().GetProperty("format").GetString());
        Assert.Equal(10, run.Json().GetProperty("events").GetInt64());
        AssertSameEvents(input, _folder[name]);
    }

    [Fact]
    public void AClockThatCountsFrom1970FitsOnceItCountsFromTheFirstEvent()
    {
        const long Origin = 1_600_000_000_000_000;
        string late = _folder["late.npz"];
        using (EventWriter writer = EventFile.Create(late))
        {
            writer.Write(EventBuffer.Wrap([Origin, Origin + 5, Origin + 9], [1, 2, 3], [4, 5, 6], [0, 1, 1]));
            writer.Complete();
        }

        ToolRun.Of("convert", late, _folder["late.dat"]).Fails(1, "--from-zero");
        ToolRun.Of("convert", late, _folder["late.dat"], "--from-zero").Succeeds();
        using EventReader reader = EventFile.Open(_folder["late.dat"]);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal([0, 5, 9], events.Span.T.ToArray());
        Assert.Equal([1, 2, 3], events.Span.X.ToArray());
    }

    [Fact]
    public void TheOptionSaysTheFormatOfTheOutput()
    {
        string input = _folder.WriteTen();
        ToolRun run = ToolRun.Of("convert", input, _folder["out.aedat"], "--format", "aedat31").Succeeds();
        Assert.Empty(run.Output);
        Assert.Equal("aedat31", EventFile.Detect(_folder["out.aedat"]).Name);
        AssertSameEvents(input, _folder["out.aedat"]);
        ToolRun.Of("convert", input, _folder["noextension"], "--format", "npz").Succeeds();
        Assert.Equal("npz", EventFile.Detect(_folder["noextension"]).Name);
    }

    [Fact]
    public void ADamagedRecordingIsConvertedAsFarAsItIsWholeWithAWarning()
    {
        byte[] whole = File.ReadAllBytes(_folder.WriteTen());
        string cut = _folder.Write("cut.aedat", whole[..^3]);
        ToolRun run = ToolRun.Of("convert", cut, _folder["out.npz"]).Succeeds();
        Assert.Contains($"warning: {cut}: byte ", run.Error, StringComparison.Ordinal);
        using EventReader reader = EventFile.Open(_folder["out.npz"]);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(9, events.Count);
    }

    [Fact]
    public void WhatTheFormatCannotHoldIsNamedAndNothingIsLeft()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("convert", input, _folder["wide.npz"]).Succeeds();
        using (var events = new EventBuffer())
        {
            events.Add(new Event(1, 5, 5, 1));
            events.Add(new Event(2, 300, 5, 1));
            EventFile.Write(_folder["wide.npz"], events);
        }

        ToolRun.Of("convert", _folder["wide.npz"], _folder["out.bin"]).Fails(1, "event 1 (t 2, x 300, y 5, p 1)", "atis40");
        Assert.Equal(["ten.aedat", "wide.npz"], _folder.Files);
    }

    [Fact]
    public void AnExistingFileStaysWhenTheConversionFails()
    {
        string old = _folder.Write("out.npz", "old");
        ToolRun.Of("convert", _folder.Write("bad.aedat", "nothing of the kind"), old).Fails(1, "bad.aedat: found");
        Assert.Equal("old", File.ReadAllText(old));
        ToolRun.Of("convert", _folder["none.aedat"], old).Fails(1, "none.aedat: no such file");
        Assert.Equal(["bad.aedat", "out.npz"], _folder.Files);
    }

    [Fact]
    public void AMissingFolderIsSaid()
        => ToolRun.Of("convert", _folder.WriteTen(), Path.Combine(_folder.Path, "none", "out.npz")).Fails(1, "out.npz", "does not exist");

    [Fact]
    public void AnInterruptedConversionLeavesNothing()
    {
        string input = _folder.WriteTen();
        using var interrupted = new CancellationTokenSource();
        interrupted.Cancel();
        ToolRun run = ToolRun.Of(interrupted.Token, "convert", input, _folder["out.npz"]);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal(["ten.aedat"], _folder.Files);
    }

    [Fact]
    public void WrongUsageIsFoundBeforeAnythingIsRead()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("convert", input, _folder["out.xyz"]).Fails(2, "--format", ".npz");
        ToolRun.Of("convert", input, _folder["out.aedta"]).Fails(2, "did you mean '.aedat'?");
        ToolRun.Of("convert", input, input).Fails(2, "one file");
        ToolRun.Of("convert", input, _folder["out.npz"], "--format", "npzz").Fails(2, "did you mean 'npz'?");
        ToolRun.Of("convert", input).Fails(2, "OUT");
    }

    [SkippableFact]
    public void EveryRealRecordingConvertsToTheIndependentDecodersColumns()
    {
        foreach ((string expectations, string folder) in new[] { ("data/expected.json", "data"), ("golden/events.json", "golden/inputs") })
        {
            foreach (JsonProperty file in SharedData.Json(expectations).EnumerateObject())
            {
                string format = file.Value.GetProperty("format").GetString()!;
                if (file.Name == "nmnist-small" || format is not ("aedat2" or "aedat31" or "atis40" or "dat" or "npy"))
                    continue;
                string path = Directory.GetFiles(SharedData.PathOf(folder), file.Name, SearchOption.AllDirectories).Single();
                ToolRun.Of("convert", path, _folder["out.npz"]).Succeeds();
                using EventReader reader = EventFile.Open(_folder["out.npz"]);
                using EventBuffer events = reader.ReadAll();
                EventDigests digests = EventDigests.Of(events);
                Assert.Equal(file.Value.GetProperty("digest_t").GetString(), digests.T);
                Assert.Equal(file.Value.GetProperty("digest_x").GetString(), digests.X);
                Assert.Equal(file.Value.GetProperty("digest_y").GetString(), digests.Y);
                byte[] p = events.Span.P.ToArray();
                if (format == "aedat2")
                    p = Array.ConvertAll(p, each => (byte)(1 - each)); // the decoder says bit 0
                Assert.Equal(file.Value.GetProperty("digest_p").GetString(), Convert.ToHexStringLower(SHA256.HashData(p)));
            }
        }
    }

    private static void AssertSameEvents(string expected, string found)
    {
        using EventReader first = EventFile.Open(expected);
        using EventReader second = EventFile.Open(found);
        using EventBuffer a = first.ReadAll();
        using EventBuffer b = second.ReadAll();
        Assert.Equal(EventDigests.Of(a), EventDigests.Of(b));
    }
}
