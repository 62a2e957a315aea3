using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class CatalogTests
{
    [Fact]
    public void EveryManifestIsWholeAndNamedAfterItsId()
    {
        Assert.Contains("cifar10-dvs", Catalog.Ids);
        Assert.Contains("fashion-dvs", Catalog.Ids);
        foreach (string id in Catalog.Ids)
        {
            DatasetManifest manifest = Catalog.Get(id);
            Assert.Equal(id, manifest.Id);
            Assert.True(EventFormats.Default.TryGet(manifest.Format, out _));
            Assert.All([manifest.Title, manifest.Licence, manifest.Citation, manifest.Source.Instructions], text => Assert.NotEmpty(text));
            Assert.True(Uri.TryCreate(manifest.Source.Url, UriKind.Absolute, out _));
            Assert.All(manifest.Classes, c => Assert.DoesNotContain('/', c.Folder));
            Assert.False(string.IsNullOrWhiteSpace(manifest.LabelRule), $"{id} says not how labels follow");
            Assert.NotEmpty(manifest.Notes);
            Assert.All(manifest.Notes, Assert.NotEmpty);
            // What is made on the spot alone has no archives.
            Assert.Equal(manifest.IsSynthetic, manifest.Archives.Count == 0);
            DatasetArchive[] archives = [.. manifest.Archives.Concat(manifest.Variants.SelectMany(v => v.Archives)).SelectMany(a => a.Holds.Append(a))];
            Assert.Equal(archives.Length, archives.Select(a => a.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(archives, a => Assert.Matches("^[0-9a-f]{32}$", a.Md5));
            Assert.All(archives, a => Assert.True(a.Bytes is null or > 0));
            Assert.All(archives, a => Assert.True(a.Url is null || Uri.TryCreate(a.Url, UriKind.Absolute, out _)));
        }
    }

    [Fact]
    public void Cifar10DvsIsDescribed()
    {
        DatasetManifest manifest = Catalog.Cifar10Dvs;
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], manifest.Classes.Select(c => c.Name));
        Assert.Equal(new Orientation(true, true, true), manifest.Orientation);
        Assert.Equal(SensorSize.Dvs128, manifest.SensorSize);
        Assert.Equal(10_000, manifest.Splits.Single().Recordings!.Sum());
        Assert.Same(manifest, Catalog.Get("CIFAR10-DVS"));
    }

    [Theory]
    [InlineData("cifar10-dvs", 10, 10_000, null)]
    [InlineData("dvs-gesture", 11, 1176, 288)]
    [InlineData("dvs-lip", 100, 14_896, 4_975)]
    [InlineData("n-caltech101", 101, 8_709, null)]
    [InlineData("n-cars", 2, 15_422, 8_607)]
    [InlineData("n-mnist", 10, 60_000, 10_000)]
    public void PublishedNumbersAreOnRecord(string id, int classes, int first, int? second)
    {
        DatasetManifest manifest = Catalog.Get(id);
        Assert.Equal(classes, manifest.Classes.Count);
        Assert.Equal(first, manifest.Splits[0].Total);
        Assert.Equal(second, manifest.Splits.ElementAtOrDefault(1)?.Total);
        Assert.False(manifest.IsSynthetic);
    }

    [Fact]
    public void ClassesHaveTheLabelsOfTheLiterature()
    {
        Assert.Equal(
            [
                "hand_clapping", "right_hand_wave", "left_hand_wave", "right_arm_clockwise", "right_arm_counter_clockwise", "left_arm_clockwise",
                "left_arm_counter_clockwise", "arm_roll", "air_drums", "air_guitar", "other_gestures",
            ],
            Catalog.DvsGesture.Classes.Select(c => c.Name));
        string[] objects = [.. Catalog.NCaltech101.Classes.Select(c => c.Folder)];
        Assert.Equal(["BACKGROUND_Google", "Faces_easy", "Leopards", "Motorbikes", "accordion"], objects[..5]);
        Assert.Equal(objects.Order(StringComparer.Ordinal), objects);
        Assert.DoesNotContain("Faces", objects);
        string[] words = [.. Catalog.DvsLip.Classes.Select(c => c.Folder)];
        Assert.Equal(words.Order(StringComparer.Ordinal), words);
        Assert.Equal(["background", "cars"], Catalog.NCars.Classes.Select(c => c.Name));
        DatasetVariant mirror = Assert.Single(Catalog.Cifar10Dvs.Variants);
        Assert.Equal(("aedat4", "CIFAR10DVS.zip"), (mirror.Format, mirror.Archives.Single().Name));
        Assert.Equal(["n-cars_train.zip", "n-cars_test.zip"], Catalog.NCars.Archives.Single().Holds.Select(a => a.Name));
    }

    [Fact]
    public void FashionDvsHasFashionMnistsClasses()
    {
        DatasetManifest manifest = Catalog.FashionDvs;
        Assert.Equal(FashionMnist.ClassNames, manifest.Classes.Select(c => c.Name));
        Assert.Equal(FashionMnist.ClassNames.Select(FashionDvs.FolderOf), manifest.Classes.Select(c => c.Folder));
        Assert.True(manifest.Orientation.IsIdentity);
        Assert.All(manifest.Splits, s => Assert.Null(s.Recordings));
    }

    [Theory]
    [InlineData("cifar-dvs", "did you mean cifar10-dvs?")]
    [InlineData("fashondvs", "did you mean fashion-dvs?")]
    [InlineData("zzzzzzzzzz", "known are cifar10-dvs")]
    public void AnUnknownNameGetsTheNearest(string id, string expected)
        => Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Catalog.Get(id)).Message, StringComparison.Ordinal);

    [Fact]
    public void ConfigureAddsWhatTheSetKnowsAndKeepsWhatIsGiven()
    {
        EventReadOptions options = Catalog.Cifar10Dvs.Configure();
        Assert.Equal(SensorSize.Dvs128, options.SensorSize);
        Assert.Equal(new Orientation(true, true, true), options.Orientation);
        options = Catalog.Cifar10Dvs.Configure(new EventReadOptions
        {
            SensorSize = new SensorSize(64, 64),
            Orientation = Orientation.None,
            Policy = EventReadPolicy.SkipBad,
        });
        Assert.Equal(new SensorSize(64, 64), options.SensorSize);
        Assert.Equal(Orientation.None, options.Orientation);
        Assert.Equal(EventReadPolicy.SkipBad, options.Policy);
    }

    [Theory]
    [InlineData("\"classes\": []", "has no classes")]
    [InlineData("\"classes\": [{\"name\": \"a\"}, {\"name\": \"b\", \"folder\": \"a\"}]", "one folder")]
    [InlineData("\"classes\": [{\"name\": \"a\"}], \"orientaton\": {}", "orientaton")]
    [InlineData("\"classes\": [{\"name\": \"a\"}], \"sensorSize\": \"wide\"", "WxH")]
    [InlineData("\"classes\": [{\"name\": \"a\"}], \"splits\": [{\"name\": \"all\", \"recordings\": [1, 2]}]", "counts 2 classes")]
    public void AWrongManifestIsRefused(string members, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("own.json");
        string source = "{\"url\": \"https://example.org\", \"instructions\": \"ask\"}";
        File.WriteAllText(path,
            $$"""{"id": "own", "title": "Own", "licence": "none", "citation": "none", "source": {{source}}, "sensorSize": "8x8", "format": "aedat2", "splits": [{"name": "all"}], {{members}}}""");
        DatasetException error = Assert.Throws<DatasetException>(() => DatasetManifest.Load(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
