using System.Text.Json;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

public sealed class InfoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JsonIsAnArrayWithTheKeysInTheirOrder()
    {
        string file = _folder.WriteTen();
        JsonElement json = ToolRun.Of("info", file, "--json").Succeeds().Json();
        JsonElement one = Assert.Single(json.EnumerateArray());
        Assert.Equal(
            ["file", "format", "bytes", "events", "on", "off", "tMin", "tMax", "tFirst", "tLast", "durationMicroseconds", "eventsPerSecond", "width", "height", "outOfOrder", "skipped", "diagnostics"],
            one.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["special", "imu", "invalid", "overflow"], one.GetProperty("skipped").EnumerateObject().Select(p => p.Name));
        Assert.Equal(file, one.GetProperty("file").GetString());
        Assert.Equal("aedat2", one.GetProperty("format").GetString());
        Assert.Equal(new FileInfo(file).Length, one.GetProperty("bytes").GetInt64());
        Assert.Equal(10, one.GetProperty("events").GetInt64());
        Assert.Equal(6, one.GetProperty("on").GetInt64());
        Assert.Equal(4, one.GetProperty("off").GetInt64());
        Assert.Equal(100, one.GetProperty("tMin").GetInt64());
        Assert.Equal(190, one.GetProperty("tMax").GetInt64());
        Assert.Equal(100, one.GetProperty("tFirst").GetInt64());
        Assert.Equal(190, one.GetProperty("tLast").GetInt64());
        Assert.Equal(90, one.GetProperty("durationMicroseconds").GetInt64());
        Assert.Equal(10 / 90e-6, one.GetProperty("eventsPerSecond").GetDouble(), 6);
        Assert.Equal(128, one.GetProperty("width").GetInt32());
        Assert.Equal(128, one.GetProperty("height").GetInt32());
        Assert.Equal(0, one.GetProperty("outOfOrder").GetInt64());
        Assert.Empty(one.GetProperty("diagnostics").EnumerateArray());
    }

    [Fact]
    public void WhatIsUnknownIsNull()
    {
        JsonElement one = ToolRun.Of("info", _folder.Write("empty.bin", []), "--format", "atis40", "--json").Succeeds().Json()[0];
        foreach (string name in new[] { "tMin", "tMax", "tFirst", "tLast", "durationMicroseconds", "eventsPerSecond", "width", "height" })
            Assert.Equal(JsonValueKind.Null, one.GetProperty(name).ValueKind);
        Assert.Equal(0, one.GetProperty("events").GetInt64());
    }

    [Fact]
    public void ADamagedRecordingIsKeptWhileWholeAndSaysWhatIsWrong()
    {
        byte[] whole = File.ReadAllBytes(_folder.WriteTen());
        JsonElement one = ToolRun.Of("info", _folder.Write("cut.aedat", whole[..^3]), "--json").Succeeds().Json()[0];
        Assert.Equal(9, one.GetProperty("events").GetInt64());
        Assert.Contains("5 bytes", Assert.Single(one.GetProperty("diagnostics").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.bin", "one line\nand another one\n", "text")]
    [InlineData("cd.raw", "% camera_integrator_name Prophesee\n% evt 3.0\n% end\n", "metavision_file_to_dat")]
    public void WhatIsNoRecordingIsNamed(string name, string content, string found)
        => ToolRun.Of("info", _folder.Write(name, content)).Fails(1, name, found);

    [Fact]
    public void WhatAFileSaysDoesNotMoveTheTerminalsCursor()
    {
        string bad = _folder.Write("bad.csv", "1,\u001b[31m\u000b,3\n");
        ToolRun run = ToolRun.Of("frames", _folder.WriteTen(), _folder["out.npy"], "--bins", "1", "--labels", bad).Fails(1, "bad.csv", @"\u001b[31m\u000b");
        Assert.DoesNotContain(run.Error.TrimEnd('\n'), char.IsControl);
    }

    [Fact]
    public void OneBadFileDoesNotHideTheOthers()
    {
        string good = _folder.WriteTen();
        string bad = _folder.Write("bad.aedat", "nothing of the kind");
        string none = _folder["none.aedat"];
        ToolRun run = ToolRun.Of("info", bad, good, none, "--json");
        Assert.Equal(3, run.ExitCode);
        JsonElement[] each = [.. run.Json().EnumerateArray()];
        Assert.Equal([bad, good, none], each.Select(e => e.GetProperty("file").GetString()));
        Assert.All(each, e => Assert.Equal(each[1].EnumerateObject().Select(p => p.Name), e.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(10, each[1].GetProperty("events").GetInt64());
        Assert.Equal((JsonValueKind.Null, 19), (each[0].GetProperty("events").ValueKind, each[0].GetProperty("bytes").GetInt64()));
        Assert.StartsWith($"{bad}: found", Assert.Single(each[0].GetProperty("diagnostics").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, each[2].GetProperty("bytes").ValueKind);
        Assert.Equal($"{none}: no such file", Assert.Single(each[2].GetProperty("diagnostics").EnumerateArray()).GetString());
        Assert.Contains($"neurokit: {bad}: found", run.Error, StringComparison.Ordinal);
        Assert.Contains($"neurokit: {none}: no such file", run.Error, StringComparison.Ordinal);
        ToolRun all = ToolRun.Of("info", bad, none, "--json");
        Assert.Equal(1, all.ExitCode);
        Assert.Equal(2, all.Json().GetArrayLength());
        Assert.Equal(2, all.Error.Trim().Split('\n').Length);
    }

    [Fact]
    public void AFolderIsNotARecording()
        => ToolRun.Of("info", _folder.Path).Fails(1, _folder.Path + ": is a folder");

    [Fact]
    public void ForPeopleItIsABlockOfNamesAndValues()
    {
        string file = _folder.WriteTen();
        string text = ToolRun.Of("info", file, "--size", "64x32").Succeeds().Output;
        Assert.StartsWith(file, text, StringComparison.Ordinal);
        Assert.Contains("10 (6 ON, 4 OFF)", text, StringComparison.Ordinal);
        Assert.Contains("64x32", text, StringComparison.Ordinal);
        Assert.Contains("100 .. 190 us", text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void TheRealRecordingsHoldWhatAnIndependentDecoderFinds()
    {
        foreach ((string expectations, string folder) in new[] { ("data/expected.json", "data"), ("golden/events.json", "golden/inputs") })
        {
            int seen = 0;
            foreach (JsonProperty file in SharedData.Json(expectations).EnumerateObject())
            {
                string format = file.Value.GetProperty("format").GetString()!;
                if (file.Name == "nmnist-small" || format is not ("aedat2" or "aedat31" or "atis40" or "dat" or "npy"))
                    continue;
                string path = Directory.GetFiles(SharedData.PathOf(folder), file.Name, SearchOption.AllDirectories).Single();
                JsonElement one = ToolRun.Of("info", path, "--json").Succeeds().Json()[0];
                long events = file.Value.GetProperty("events").GetInt64();
                long ones = file.Value.GetProperty("p_ones").GetInt64();
                Assert.Equal(format, one.GetProperty("format").GetString());
                Assert.Equal(file.Value.GetProperty("bytes").GetInt64(), one.GetProperty("bytes").GetInt64());
                Assert.Equal(events, one.GetProperty("events").GetInt64());
                Assert.Equal(format == "aedat2" ? events - ones : ones, one.GetProperty("on").GetInt64());
                Assert.Equal(file.Value.GetProperty("t_min").GetInt64(), one.GetProperty("tMin").GetInt64());
                Assert.Equal(file.Value.GetProperty("t_max").GetInt64(), one.GetProperty("tMax").GetInt64());
                Assert.Equal(file.Value.GetProperty("t_first").GetInt64(), one.GetProperty("tFirst").GetInt64());
                Assert.Equal(file.Value.GetProperty("t_last").GetInt64(), one.GetProperty("tLast").GetInt64());
                Assert.Equal(file.Value.GetProperty("backward_steps").GetInt64(), one.GetProperty("outOfOrder").GetInt64());
                if (file.Value.TryGetProperty("overflow_markers", out JsonElement markers))
                    Assert.Equal(markers.GetInt64(), one.GetProperty("skipped").GetProperty("overflow").GetInt64());
                seen++;
            }

            Assert.True(seen >= 7, $"{seen} files of {expectations}");
        }
    }
}
