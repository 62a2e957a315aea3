using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CsvDatasetTests()
    {
        Directory.CreateDirectory(_folder.Combine("data", "a b"));
        foreach (string name in (string[])["1.aedat", "2.aedat", "a b/x,\"y\".aedat"])
            File.WriteAllBytes(Path.Combine(_folder.Combine("data"), name), OrientationTests.Recording(100));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AListGivesRecordingsInItsOrder()
    {
        EventDataset set = Read("\uFEFFsplit,label,path,subject\r\nTest,dog,2.aedat,s2\r\n\r\ntrain,cat,\"a b/x,\"\"y\"\".aedat\",\r\ntrain, dog ,1.aedat,s1\r\n");
        Assert.Equal(["cat", "dog"], set.Classes);
        Assert.Equal(["train", "test"], set.Splits);
        Assert.Equal(Splits.Official, set.SplitRule);
        Assert.Equal(["2.aedat", "a b/x,\"y\".aedat", "1.aedat"], set.Select(s => s.Id));
        Assert.Equal([1, 0, 1], set.Select(s => s.Label));
        Assert.Equal(["test", "train", "train"], set.Select(s => s.Split));
        Assert.Equal(["s2", null, "s1"], set.Select(s => s.Subject));
        Assert.All(set, s => Assert.True(File.Exists(s.Path)));
        using EventReader reader = set[1].Open();
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(100, events.Count);
    }

    [Fact]
    public void NumbersAreLabelsWhereAllAre()
    {
        EventDataset set = Read("path,label\n1.aedat,2\n2.aedat,0\n");
        Assert.Equal(["0", "1", "2"], set.Classes);
        Assert.Equal([2, 0], set.Select(s => s.Label));
        Assert.Empty(set.Splits);
        Assert.Null(set.SplitRule);
        Assert.Equal(["2", "two"], Read("path,label\n1.aedat,2\n2.aedat,two\n").Classes);
    }

    [Fact]
    public void AManifestNamesTheClassesAndTheConvention()
    {
        EventDataset set = Read("path,label\n1.aedat,truck\n2.aedat,3\n", Catalog.Cifar10Dvs);
        Assert.Equal([9, 3], set.Select(s => s.Label));
        Assert.Equal(["truck", "cat"], set.Select(s => s.ClassName));
        Assert.Equal(10, set.Classes.Count);
        using EventReader reader = set[0].Open();
        Assert.Equal(new Orientation(true, true, true), reader.Options.Orientation);
        Assert.Equal([0], Read("path,label\n1.aedat,T-shirt_top\n", Catalog.FashionDvs).Select(s => s.Label));
    }

    [Fact]
    public void ARecordingElsewhereKeepsItsWholePath()
    {
        string elsewhere = _folder.Combine("other.aedat");
        File.WriteAllText(elsewhere, "");
        Assert.Equal(elsewhere.Replace('\\', '/'), Read("path,label\n../other.aedat,a\n")[0].Id);
        Assert.Equal(elsewhere, Read($"path,label\n{elsewhere},a\n")[0].Path);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("path,label\n", "lists no recordings")]
    [InlineData("1.aedat,cat\n", "line 1: column '1.aedat'")]
    [InlineData("path,lable\n", "did you mean label?")]
    [InlineData("path,split\n", "line 1: found path,split; expected path,label")]
    [InlineData("path,label,path\n", "line 1: names a column twice")]
    [InlineData("path,label\n1.aedat\n", "line 2: has 1 fields; expected 2")]
    [InlineData("path,label\n1.aedat,a,b\n", "line 2: has 3 fields; expected 2")]
    [InlineData("path,label\n\n\"1.aedat,a\n", "line 3: has a quote")]
    [InlineData("path,label\n\"1.aedat\"x,a\n", "line 2: has a quote")]
    [InlineData("path,label\n1.aedat,a\n3.aedat,a\n", "3.aedat does not exist")]
    [InlineData("path,label\n1.aedat,a\n3.aedat,a\n", "line 3")]
    [InlineData("path,label\n1.aedat,a\n./1.aedat,b\n", "is listed in line 2 already")]
    [InlineData("path,label\n1.aedat,\n", "line 2: 1.aedat has no label")]
    [InlineData("path,label\n,a\n", "line 2: has no path")]
    [InlineData("path,label,split\n1.aedat,a,train\n2.aedat,a,\n", "line 3: 2.aedat has no split")]
    [InlineData("path,label\n1.aedat,-1\n", "line 2: class -1")]
    [InlineData("path,label\n1.aedat,65536\n", "line 2: class 65536; expected 0 … 65535")]
    [InlineData("path,label\n1.aedat,99999999999999\n", "line 2: class 99999999999999")]
    public void AWrongListSaysTheLine(string text, string expected)
    {
        string message = Assert.Throws<DatasetException>(() => Read(text)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("list.csv", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trck", "line 2: 'trck' is no class of cifar10-dvs; the nearest is truck")]
    [InlineData("10", "line 2: class 10; expected 0 … 9")]
    [InlineData("-1", "line 2: class -1; expected 0 … 9")]
    public void AClassThatTheManifestLacksSaysTheLine(string label, string expected)
        => Assert.Contains(expected, Assert.Throws<DatasetException>(() => Read($"path,label\n1.aedat,{label}\n", Catalog.Cifar10Dvs)).Message, StringComparison.Ordinal);

    [Fact]
    public void AMissingListIsNamed()
    {
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => EventDataset.FromCsv(_folder.Combine("no.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<DatasetException>(() => EventDataset.FromCsv(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private EventDataset Read(string text, DatasetManifest? manifest = null)
    {
        string path = Path.Combine(_folder.Combine("data"), "list.csv");
        File.WriteAllText(path, text);
        return EventDataset.FromCsv(path, manifest);
    }
}
