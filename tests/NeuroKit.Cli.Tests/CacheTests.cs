using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Tests;

public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly ImportResult _events;

    public CacheTests()
    {
        _path = _folder["store"];
        string root = _folder["data"];
        Directory.CreateDirectory(Path.Combine(root, "a"));
        for (int i = 0; i < 3; i++)
        {
            using var events = new EventBuffer();
            for (int n = 0; n < 50; n++)
                events.Add(new Event(n * (i + 1), (ushort)(n % 9), (ushort)(n % 7), (byte)(n & 1)));
            EventFile.Write(Path.Combine(root, "a", $"{i}.aedat"), events, new EventWriteOptions { Format = "aedat2", SensorSize = SensorSize.Dvs128 });
        }

        EventStore store = EventStore.Create(_path);
        _events = store.Import(EventDataset.FromFolder(root));
        store.ImportFrames(_events.Dataset, FrameBinning.ByCount(4));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SetsAreListed()
    {
        JsonElement[] sets = [.. ToolRun.Of("cache", "ls", _path, "--json").Succeeds().Json().EnumerateArray()];
        Assert.Equal(["events", "frames"], sets.Select(s => s.GetProperty("kind").GetString()).Order());
        JsonElement events = sets.Single(s => s.GetProperty("kind").GetString() == "events");
        Assert.Equal(_events.Set.Key, events.GetProperty("key").GetString());
        Assert.Equal((3, 150), (events.GetProperty("recordings").GetInt32(), events.GetProperty("events").GetInt32()));
        string text = ToolRun.Of("cache", "ls", _path).Succeeds().Output;
        Assert.Contains(_events.Set.Key[..16], text, StringComparison.Ordinal);
        Assert.Contains("count, T=4", text, StringComparison.Ordinal);
    }

    [Fact]
    public void DamageIsFoundAndCleared()
    {
        Assert.Empty(ToolRun.Of("cache", "verify", _path, "--json").Succeeds().Json().EnumerateArray());
        string segment = Directory.GetFiles(_events.Set.Folder, "*.nks").Single();
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[300] ^= 4;
        File.WriteAllBytes(segment, bytes);
        ToolRun verified = ToolRun.Of("cache", "verify", _path);
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains($"{segment}: is damaged: the record of a/0.aedat", verified.Output, StringComparison.Ordinal);

        File.Delete(segment);
        Assert.Equal(3, ToolRun.Of("cache", "ls", _path).ExitCode);
        Assert.Contains("would remove", ToolRun.Of("cache", "prune", _path, "--dry-run").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of("cache", "prune", _path, "--json").Succeeds().Json().GetArrayLength());
        Assert.Equal("[]", ToolRun.Of("cache", "ls", _path, "--json").Succeeds().Output.Trim());
    }

    [Fact]
    public void ANamedSetIsRemoved()
    {
        ToolRun.Of("cache", "prune", _path, "--set", "nothing").Fails(2, "no set 'nothing'");
        ToolRun.Of("cache", "prune", _path, "--set", _events.Set.Key[..12]).Succeeds();
        Assert.Equal("[]", ToolRun.Of("cache", "ls", _path, "--json").Succeeds().Output.Trim());
    }

    [Fact]
    public void WhatIsNoStoreIsSaid()
    {
        ToolRun.Of("cache", "ls", _folder["nowhere"]).Fails(1, "does not exist");
        ToolRun.Of("cache", "verify", _folder["data"]).Fails(1, "is no store");
    }
}
