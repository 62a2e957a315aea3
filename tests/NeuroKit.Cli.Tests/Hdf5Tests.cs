using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

public sealed class Hdf5Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void ARecordingGoesThereAndBack()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        string input = _folder.WriteTen();
        Assert.Equal("hdf5", ToolRun.Of("convert", input, _folder["ten.h5"], "--json").Succeeds().Json().GetProperty("format").GetString());
        Assert.Equal(10, ToolRun.Of("info", _folder["ten.h5"], "--json").Succeeds().Json()[0].GetProperty("events").GetInt64());
        ToolRun.Of("convert", _folder["ten.h5"], _folder["back.npz"]).Succeeds();
        using EventReader before = EventFile.Open(input);
        using EventReader after = EventFile.Open(_folder["back.npz"]);
        using EventBuffer expected = before.ReadAll();
        using EventBuffer found = after.ReadAll();
        Assert.Equal(EventDigests.Of(expected), EventDigests.Of(found));
        ToolRun.Of("frames", _folder["ten.h5"], _folder["frames.h5"], "--bins", "4,2").Succeeds();
        Assert.True(File.Exists(_folder["frames-T4.h5"]) && File.Exists(_folder["frames-T2.h5"]));
        Assert.Contains("only /frames [1, 4, 2, 128, 128]", ToolRun.Of("info", _folder["frames-T4.h5"]).Fails(1).Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void OneOfSeveralRecordingsIsChosen()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        string path = SharedData.PathOf("data/hdf5/gesture_per_instance.hdf5");
        ToolRun.Of("info", path).Fails(1, "7 recordings: /test_set/0 (3 events, label 6 left_arm_clockwise)", "--object PATH", "--object / for all");
        Assert.Equal(1, ToolRun.Of("info", path, "--object", "/train_set/3", "--json").Succeeds().Json()[0].GetProperty("events").GetInt64());
    }

    [SkippableTheory]
    [InlineData("data/hdf5/raw_events_seconds.hdf5", "data/expected.json", null)]
    [InlineData("data/hdf5/gesture_per_instance.hdf5", "data/expected.json", "/")]
    [InlineData("golden/inputs/events_gzip_200k.h5", "golden/events.json", null)]
    public void ConvertGivesTheExpectedColumns(string file, string expectedIn, string? objectPath)
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        string path = SharedData.PathOf(file);
        JsonElement expected = SharedData.Json(expectedIn).GetProperty(Path.GetFileName(file));
        ToolRun.Of(["convert", path, _folder["o.npz"], .. objectPath is null ? (string[])[] : ["--object", objectPath]]).Succeeds();
        using EventReader reader = EventFile.Open(_folder["o.npz"]);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(new EventDigests(Digest("t"), Digest("x"), Digest("y"), Digest("p")), EventDigests.Of(events));

        string Digest(string column) => expected.GetProperty("digest_" + column).GetString()!;
    }

    [SkippableFact]
    public void EveryHdf5FileOfTheSharedFolderIsExpected()
        => Assert.Equal(["gesture_per_instance.hdf5", "raw_events_seconds.hdf5"], Directory.GetFiles(SharedData.PathOf("data/hdf5")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
