using System.Text.Json;
using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Recordings that others made, against the digests of an independent decoder.</summary>
[Collection("libhdf5")]
public sealed class RealFileTests
{
    [SkippableTheory]
    [InlineData("data/hdf5/raw_events_seconds.hdf5", "data/expected.json", null)]
    [InlineData("data/hdf5/gesture_per_instance.hdf5", "data/expected.json", "/")]
    [InlineData("golden/inputs/events_gzip_200k.h5", "golden/events.json", null)]
    public void TheColumnsAreTheExpectedOnes(string file, string expectedIn, string? objectPath)
    {
        Hdf5Fixture.RequireLibrary();
        JsonElement expected = SharedData.Json(expectedIn).GetProperty(Path.GetFileName(file));
        using EventBuffer events = Hdf5Fixture.Read(SharedData.PathOf(file), objectPath);
        Assert.Equal(
            new EventDigests(Digest("t"), Digest("x"), Digest("y"), Digest("p")),
            EventDigests.Of(events));

        string Digest(string column) => expected.GetProperty("digest_" + column).GetString()!;
    }

    [SkippableFact]
    public void TheInstancesAreTheExpectedOnes()
    {
        Hdf5Fixture.RequireLibrary();
        JsonElement expected = SharedData.Json("data/expected.json").GetProperty("gesture_per_instance.hdf5").GetProperty("instances");
        IReadOnlyList<Hdf5Recording> found = Hdf5Recordings.List(SharedData.PathOf("data/hdf5/gesture_per_instance.hdf5"));
        Assert.Equal(expected.EnumerateObject().Select(e => ("/" + e.Name, e.Value.GetInt64())), found.Select(r => (r.Path, r.Events)));
        Assert.Equal([6L, 1, 5, 2, 3, 8, 7], found.Select(r => r.Label!.Value));
        Assert.Equal(("hand_clapping", "aedat1"), (found[1].ClassName, found[1].Subject));
    }

    [SkippableFact]
    public void TheInstancesAreADataSet()
    {
        Hdf5Fixture.RequireLibrary();
        string path = SharedData.PathOf("data/hdf5/gesture_per_instance.hdf5");
        EventDataset set = Hdf5Recordings.OpenDataset(path);
        IReadOnlyList<Hdf5Recording> found = Hdf5Recordings.List(path);
        Assert.Equal(found.Select(r => r.Path), set.Select(s => "/" + s.Id));
        Assert.Equal(found.Select(r => r.Label!.Value), set.Select(s => (long)s.Label));
        Assert.Equal(["train", "test"], set.Splits);
        Assert.Equal("hand_clapping", set.Classes[1]);
        Assert.Equal(found.Select(r => r.Events), set.Select(s =>
        {
            using EventReader reader = s.Open();
            using EventBuffer events = reader.ReadAll();
            return (long)events.Count;
        }));
        Assert.All(Hdf5Recordings.OpenDataset(path, "/train_set"), s => Assert.StartsWith("train_set/", s.Id, StringComparison.Ordinal));
        Assert.Contains("/nowhere", Assert.Throws<DatasetException>(() => Hdf5Recordings.OpenDataset(path, "/nowhere")).Message, StringComparison.Ordinal);
    }
}
