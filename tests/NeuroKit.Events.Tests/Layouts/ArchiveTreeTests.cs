using System.IO.Compression;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Tests.Layouts;

public sealed class ArchiveTreeTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2020, 5, 17, 1, 2, 3, DateTimeKind.Utc);

    private readonly Datasets.TemporaryFolder _folder = new();

    private string Kept => _folder.Combine("kept");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MembersAreFoundInZipsAndZipsInThemButNotHiddenOnes()
    {
        using var inner = new MemoryStream();
        Fill(inner, "train/cars/obj_1_td.dat");
        string zip = _folder.Combine("outer.zip");
        using (var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create))
        {
            using (Stream member = archive.CreateEntry("n-cars_train.zip").Open())
                member.Write(inner.ToArray());
            archive.CreateEntry("readme.txt");
            archive.CreateEntry("__MACOSX/._readme.txt");
        }

        var tree = new ArchiveTree([zip]);
        Assert.Equal(["outer.zip!/n-cars_train.zip!/train/cars/obj_1_td.dat", "outer.zip!/readme.txt"], tree.Files);
        EventSample sample = Assert.Single(LayoutIndex.Open(Catalog.NCars, tree, null));
        Assert.Equal(("train", "cars", zip + "!/n-cars_train.zip!/train/cars/obj_1_td.dat"), (sample.Split, sample.ClassName, sample.Path));
    }

    [Fact]
    public void AnIndexOfZipsIsKeptUntilOneChanges()
    {
        string[] zips = [Zip("cat.zip", "cat/cifar10_cat_0.aedat"), Zip("dog.zip", "dog/cifar10_dog_0.aedat", "dog/cifar10_dog_1.aedat")];
        string[] Ids(IReadOnlyList<string> archives) => [.. LayoutIndex.Open(Catalog.Cifar10Dvs, new ArchiveTree(archives), null, Kept, minimumFilesToKeep: 0).Select(s => s.Id)];

        string[] listed = Ids(zips);
        Assert.Equal(["cat.zip!/cat/cifar10_cat_0.aedat", "dog.zip!/dog/cifar10_dog_0.aedat", "dog.zip!/dog/cifar10_dog_1.aedat"], listed);
        var kept = new KeptIndex(Kept, new ArchiveTree(zips), Catalog.Cifar10Dvs, null);
        (DatasetManifest manifest, EventSample[] samples) = kept.TryRead()!.Value;
        Assert.Equal(listed, samples.Select(s => s.Id));
        Assert.Equal(Catalog.Cifar10Dvs.Orientation, manifest.Orientation);
        Assert.Equal(Catalog.Cifar10Dvs.ToJson(), manifest.ToJson());
        Assert.Equal(listed, Ids(zips));
        using (IO.EventSource bytes = samples[2].OpenFile())
            Assert.Equal("dog/cifar10_dog_1.aedat"u8.ToArray(), bytes.Fetch(64).ToArray());

        Zip("dog.zip", "dog/cifar10_dog_7.aedat");
        Assert.Null(kept.TryRead());
        Assert.Equal(["cat.zip!/cat/cifar10_cat_0.aedat", "dog.zip!/dog/cifar10_dog_7.aedat"], Ids(zips));
        Assert.Equal(["cat.zip!/cat/cifar10_cat_0.aedat"], Ids([zips[0]]));
    }

    [Fact]
    public void AFolderOfZipsIsOpenedUnlessItHoldsRecordings()
    {
        Zip("cat.zip", "cat/cifar10_cat_0.aedat");
        Assert.Equal("cat.zip!/cat/cifar10_cat_0.aedat", Catalog.Cifar10Dvs.Open(_folder.Path)[0].Id);
        Assert.Equal("cat.zip!/cat/cifar10_cat_0.aedat", Catalog.Cifar10Dvs.Open(_folder.Combine("cat.zip"))[0].Id);
        Directory.CreateDirectory(_folder.Combine("cat"));
        File.WriteAllText(_folder.Combine("cat", "cifar10_cat_3.aedat"), "");
        Assert.Equal("cat/cifar10_cat_3.aedat", Catalog.Cifar10Dvs.Open(_folder.Path)[0].Id);
        File.WriteAllBytes(_folder.Combine("a.tar.gz"), [0x1F, 0x8B, 8, 0]);
        Assert.Contains("start to end", Assert.Throws<DatasetException>(() => Catalog.DvsGesture.Open(_folder.Combine("a.tar.gz"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneRecordingInTwoPartsIsFoundInArchives()
    {
        Catalog.NMnist.Open(DatasetFiles.OfArchives(Zip("Train.zip", "Train/0/1.bin"), Zip("Test.zip", "Test/0/02.bin"))).CheckNoLeak();
        string twice = _folder.Combine("Twice.zip");
        using (ZipArchive zip = ZipFile.Open(twice, ZipArchiveMode.Create))
        {
            using Stream member = zip.CreateEntry("Test/0/3.bin").Open();
            member.Write("Train/0/1.bin"u8);
        }

        DatasetException leak = Assert.Throws<DatasetException>(() => Catalog.NMnist.Open(DatasetFiles.OfArchives(_folder.Combine("Train.zip"), twice)).CheckNoLeak());
        Assert.Contains("Test/0/3.bin", leak.Message, StringComparison.Ordinal);
    }

    private string Zip(string name, params string[] members)
    {
        string path = _folder.Combine(name);
        File.Delete(path); // a data set keeps the one that it is read from open
        using (FileStream file = File.Create(path))
            Fill(file, members);
        File.SetLastWriteTimeUtc(path, s_longAgo.AddSeconds(members.Sum(m => m[^7])));
        return path;
    }

    // Every member holds its own name.
    private static void Fill(Stream to, params string[] members)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (string member in members)
        {
            using Stream content = zip.CreateEntry(member).Open();
            content.Write(System.Text.Encoding.UTF8.GetBytes(member));
        }
    }
}
