using NeuroKit.Events.Datasets;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Tests.Layouts;

public sealed class KeptIndexTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2020, 5, 17, 1, 2, 3, DateTimeKind.Utc);

    private readonly Datasets.TemporaryFolder _folder = new();

    private string Root => _folder.Combine("set");

    private string Kept => _folder.Combine("kept");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnIndexIsKeptAndTakenUp()
    {
        Cifar();
        EventSample[] listed = [.. Open()];
        Assert.Single(Directory.GetFiles(Kept));
        Assert.NotNull(Kept1());
        Assert.Equal(listed, Open());
        Assert.Equal(3, listed.Length);
    }

    [Fact]
    public void WindowsSubjectsAndPartsAreKept()
    {
        Gesture();
        EventSample[] listed = [.. Open(Catalog.DvsGesture)];
        Assert.NotNull(Kept1(Catalog.DvsGesture));
        Assert.Equal(listed, Open(Catalog.DvsGesture));
        Assert.Equal("natural", listed[^1].Condition);
    }

    [Fact]
    public void AFileMoreOrLessOrRenamedIsSeen()
    {
        Cifar();
        Open();
        File.WriteAllText(Path.Combine(Root, "cat", "cifar10_cat_2.aedat"), "");
        Assert.Null(Kept1());
        Assert.Equal(4, Open().Count);
        Settle();
        Open();
        File.Delete(Path.Combine(Root, "cat", "cifar10_cat_2.aedat"));
        Assert.Equal(3, Open().Count);
        Settle();
        Open();
        File.Move(Path.Combine(Root, "cat", "cifar10_cat_0.aedat"), Path.Combine(Root, "cat", "cifar10_cat_5.aedat"));
        Assert.Contains(Open(), s => s.Id == "cat/cifar10_cat_5.aedat");
        Settle();
        Open();
        Directory.CreateDirectory(Path.Combine(Root, "dog"));
        File.WriteAllText(Path.Combine(Root, "dog", "cifar10_dog_0.aedat"), "");
        Assert.Equal(4, Open().Count);
    }

    [Fact]
    public void AChangedLabelIsSeenByItsLengthOrTime()
    {
        Gesture();
        Open(Catalog.DvsGesture);
        string labels = Path.Combine(Root, "DvsGesture", "user24_natural_labels.csv");
        File.WriteAllText(labels, "7,10,20\n"); // as long as before
        Assert.Null(Kept1(Catalog.DvsGesture));
        Assert.Equal(6, Open(Catalog.DvsGesture)[^1].Label);
        File.SetLastWriteTimeUtc(labels, s_longAgo);
        Open(Catalog.DvsGesture);
        File.WriteAllText(labels, "7,10,2000\n");
        File.SetLastWriteTimeUtc(labels, s_longAgo);
        Assert.Equal(2000, Open(Catalog.DvsGesture)[^1].Window!.Value.EndMicroseconds);
    }

    [Fact]
    public void WhatWasJustWrittenProvesNothing()
    {
        Cifar(settle: false);
        Open();
        Assert.False(Directory.Exists(Kept));
    }

    [Fact]
    public void ADamagedFileIsListedAnew()
    {
        Cifar();
        Open();
        string file = Directory.GetFiles(Kept).Single();
        byte[] bytes = File.ReadAllBytes(file);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x20;
            File.WriteAllBytes(file, damaged);
            Assert.Null(Kept1());
        }

        File.WriteAllBytes(file, bytes[..20]);
        Assert.Equal(3, Open().Count);
        File.WriteAllBytes(file, []);
        Assert.Equal(3, Open().Count);
    }

    [Fact]
    public void SmallSetsAndOtherManifestsHaveNone()
    {
        Cifar();
        LayoutIndex.Open(Catalog.Cifar10Dvs, Root, null, Kept, minimumFilesToKeep: 1000);
        Assert.False(Directory.Exists(Kept));
        Open();
        Assert.Null(Kept1(Catalog.Cifar10Dvs with { Orientation = Orientation.None }));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenToCostsNothing()
    {
        Cifar();
        File.WriteAllText(Kept, "a file where the folder would be");
        Assert.Equal(3, Open().Count);
    }

    [Fact]
    public void AFolderBehindALinkIsWatchedWhereItIs()
    {
        Cifar();
        string elsewhere = _folder.Combine("elsewhere");
        Directory.Move(Path.Combine(Root, "cat"), elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(Root, "cat"), elsewhere);
        Settle();
        Assert.Equal(3, Open().Count);
        Assert.NotNull(Kept1());
        File.WriteAllText(Path.Combine(elsewhere, "cifar10_cat_7.aedat"), "");
        Assert.Equal(4, Open().Count);
    }

    [Fact]
    public void FoldersAClassInPartsAreKept()
    {
        foreach (string file in (string[])["Train/3/00001.bin", "Train/4/00002.bin", "Test/3/00001.bin"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, file))!);
            File.WriteAllText(Path.Combine(Root, file), "");
        }

        Settle();
        EventDataset listed = OpenDigits();
        Assert.NotNull(Kept1(Catalog.NMnist));
        EventDataset kept = OpenDigits();
        AssertSame(listed, kept);
        Assert.Equal(["Train/3/00001.bin", "Train/4/00002.bin", "Test/3/00001.bin"], kept.Select(s => s.Id));
        File.WriteAllText(Path.Combine(Root, "Test", "3", "00002.bin"), "");
        Assert.Null(Kept1(Catalog.NMnist));
        Assert.Equal(4, OpenDigits().Count);
    }

    [Fact]
    public void FlatFoldersWithListsAreKeptUntilAListChanges()
    {
        Directory.CreateDirectory(Root);
        foreach (string file in (string[])["2.bs2", "11.bs2", "3.bs2"])
            File.WriteAllText(Path.Combine(Root, file), "");
        File.WriteAllText(Path.Combine(Root, "train.txt"), "11 4\n2 7\n");
        File.WriteAllText(Path.Combine(Root, "test.txt"), "3 1\n");
        Settle();
        EventDataset listed = OpenDigits();
        Assert.NotNull(Kept1(Catalog.NMnist));
        AssertSame(listed, OpenDigits());
        Assert.Equal(["11.bs2", "2.bs2", "3.bs2"], OpenDigits().Select(s => s.Id)); // in the lists' order
        File.WriteAllText(Path.Combine(Root, "test.txt"), "3 2\n"); // as long as before
        Assert.Null(Kept1(Catalog.NMnist));
        Assert.Equal(2, OpenDigits()[2].Label);
    }

    [Fact]
    public void WhereIndicesAreKeptIsSaidAsOfStores()
    {
        var all = new Dictionary<string, string?> { ["NEUROKIT_HOME"] = "here", ["XDG_CACHE_HOME"] = "/x", ["HOME"] = "/h" };
        Assert.Equal(Path.GetFullPath("here"), IO.CacheFolder.Find(all.GetValueOrDefault, isWindows: false));
        all["NEUROKIT_HOME"] = "";
        Assert.Equal(Path.Combine(Path.GetFullPath("/x"), "neurokit"), IO.CacheFolder.Find(all.GetValueOrDefault, isWindows: false));
        all["XDG_CACHE_HOME"] = "relative"; // its specification: to be passed over
        Assert.Equal(Path.Combine("/h", ".cache", "neurokit"), IO.CacheFolder.Find(all.GetValueOrDefault, isWindows: false));
        Assert.Null(IO.CacheFolder.Find(all.GetValueOrDefault, isWindows: true));
    }

    private EventDataset OpenDigits() => DatasetLayout.Open(Catalog.NMnist, Root, null, Kept, minimumFilesToKeep: 0);

    private static void AssertSame(EventDataset listed, EventDataset kept)
    {
        Assert.Equal(
            listed.Select(s => (s.Id, s.Path, s.Label, s.ClassName, s.Split, s.DistributedSplit, s.Manifest!.Id)), kept.Select(s => (s.Id, s.Path, s.Label, s.ClassName, s.Split, s.DistributedSplit, s.Manifest!.Id)));
        Assert.Equal((listed.Root, listed.SplitRule, listed.Manifest!.Id), (kept.Root, kept.SplitRule, kept.Manifest!.Id));
        Assert.Equal(listed.Classes, kept.Classes);
    }

    private EventDataset Open(DatasetManifest? manifest = null) => LayoutIndex.Open(manifest ?? Catalog.Cifar10Dvs, Root, null, Kept, minimumFilesToKeep: 0);

    private object? Kept1(DatasetManifest? manifest = null) => new KeptIndex(Kept, Root, manifest ?? Catalog.Cifar10Dvs, null).TryRead();

    private void Cifar(bool settle = true)
    {
        foreach (string file in (string[])["cat/cifar10_cat_0.aedat", "cat/cifar10_cat_1.aedat", "truck/cifar10_truck_0.aedat"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, file))!);
            File.WriteAllText(Path.Combine(Root, file), "");
        }

        if (settle)
            Settle();
    }

    private void Gesture()
    {
        string home = Path.Combine(Root, "DvsGesture");
        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, "user01_led.aedat"), "");
        File.WriteAllText(Path.Combine(home, "user24_natural.aedat"), "");
        File.WriteAllText(Path.Combine(home, "user01_led_labels.csv"), "3,30,40\n1,10,20\n");
        File.WriteAllText(Path.Combine(home, "user24_natural_labels.csv"), "5,10,20\n");
        File.WriteAllText(Path.Combine(home, "trials_to_train.txt"), "user01_led.aedat\n");
        File.WriteAllText(Path.Combine(home, "trials_to_test.txt"), "user24_natural.aedat\n");
        Settle();
    }

    // Nothing was written lately.
    private void Settle()
    {
        foreach (string file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(Kept, StringComparison.Ordinal)))
            File.SetLastWriteTimeUtc(file, s_longAgo);
        foreach (string folder in Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories).Where(f => f != Kept))
            Directory.SetLastWriteTimeUtc(folder, s_longAgo);
    }
}
