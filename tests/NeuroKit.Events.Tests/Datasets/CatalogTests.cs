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
