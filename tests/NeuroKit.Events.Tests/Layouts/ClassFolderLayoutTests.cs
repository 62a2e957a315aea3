using NeuroKit.Events.Datasets;
using NeuroKit.Events.Datasets.Layouts;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Tests.Layouts;

public sealed class ClassFolderLayoutTests
{
    [Fact]
    public void Cifar10DvsComesByClassAndInTheOrderOfNames()
    {
        EventDataset set = Open(Catalog.Cifar10Dvs,
            "truck/cifar10_truck_9.aedat", "airplane/cifar10_airplane_10.aedat", "airplane/cifar10_airplane_9.aedat", "airplane/cifar10_airplane_0.aedat", "README.txt");
        Assert.Equal(["airplane/cifar10_airplane_0.aedat", "airplane/cifar10_airplane_10.aedat", "airplane/cifar10_airplane_9.aedat", "truck/cifar10_truck_9.aedat"], set.Select(s => s.Id));
        Assert.Equal([0, 0, 0, 9], set.Select(s => s.Label));
        Assert.Equal("set!/truck/cifar10_truck_9.aedat", set[3].Path);
        Assert.Empty(set.Splits);
        Assert.Null(set.SplitRule);
        Assert.False(set.IsSynthetic);
        Assert.Equal(["test", "test", "test", "test"], set.WithSplit(Splits.Tebn).Select(s => s.Split));
    }

    [Theory]
    [InlineData("airplane/cifar10_airplane_0.aedat", "truck/cifar10_truck_0.aedat")]
    [InlineData("CIFAR10DVS/airplane/cifar10_airplane_0.aedat", "CIFAR10DVS/truck/cifar10_truck_0.aedat")]
    [InlineData("airplane/airplane/cifar10_airplane_0.aedat", "truck/truck/cifar10_truck_0.aedat")]
    [InlineData("airplane.zip!/airplane/cifar10_airplane_0.aedat", "truck.zip!/truck/cifar10_truck_0.aedat")]
    [InlineData("all.zip!/airplane.zip!/airplane/cifar10_airplane_0.aedat", "all.zip!/truck.zip!/truck/cifar10_truck_0.aedat")]
    [InlineData("airplane.zip!/airplane/cifar10_airplane_0.aedat", "truck/cifar10_truck_0.aedat")]
    public void TheFoldersThatArchivesUnpackIntoAreLookedThrough(string airplane, string truck)
        => Assert.Equal([0, 9], Open(Catalog.Cifar10Dvs, airplane, truck).Select(s => s.Label));

    [Fact]
    public void AnUndividedSetMayLieInParts()
    {
        EventDataset set = Open(Catalog.Cifar10Dvs, "Train/cat/cifar10_cat_0.aedat", "Test/cat/cifar10_cat_1.aedat");
        Assert.Equal(["train", "test"], set.Select(s => s.Split));
        Assert.Equal(Splits.Official, set.SplitRule);
    }

    [Theory]
    [InlineData("n-cars_train/train/cars/obj_004396_td.dat", "n-cars_test/test/background/obj_000000_td.dat")]
    [InlineData("n-cars_train/cars/obj_004396_td.dat", "n-cars_test/background/obj_000000_td.dat")]
    [InlineData("train/cars/obj_004396_td.dat", "test/background/obj_000000_td.dat")]
    [InlineData("Prophesee_Dataset_n_cars/N-CARS_train/cars/obj_004396_td.dat", "Prophesee_Dataset_n_cars/N-CARS_test/background/obj_000000_td.dat")]
    [InlineData("Prophesee_Dataset_n_cars.zip!/n-cars_train.zip!/train/cars/obj_004396_td.dat", "Prophesee_Dataset_n_cars.zip!/n-cars_test.zip!/test/background/obj_000000_td.dat")]
    [InlineData("n-cars_train.zip!/cars/obj_004396_td.dat", "n-cars_test.zip!/background/obj_000000_td.dat")]
    public void NCarsPartsAreFound(string train, string test)
    {
        EventDataset set = Open(Catalog.NCars, train, test);
        Assert.Equal([("train", 1), ("test", 0)], set.Select(s => (s.Split!, s.Label)));
        Assert.Equal(Splits.Official, set.SplitRule);
        Assert.Equal(["train", "test"], set.WithSplit(Splits.Official).Select(s => s.Split));
    }

    [Fact]
    public void DvsLipsWordsAreLabels()
    {
        EventDataset set = Open(Catalog.DvsLip, "DVS-Lip/train/young/0.npy", "DVS-Lip/train/accused/3.npy", "DVS-Lip/test/america/12.npy", "DVS-Lip/test/american/2.npy");
        Assert.Equal([("train", 0), ("train", 99), ("test", 4), ("test", 5)], set.Select(s => (s.Split!, s.Label)));
        Assert.Equal(100, set.Classes.Count);
    }

    [Fact]
    public void NCaltech101HasItsBackgroundAndNoFaces()
    {
        EventDataset set = Open(Catalog.NCaltech101,
            "Caltech101/yin_yang/image_0001.bin", "Caltech101/BACKGROUND_Google/image_0001.bin", "Caltech101/Faces_easy/image_0002.bin", "Caltech101_annotations/yin_yang/annotation_0001.mat");
        Assert.Equal([0, 1, 100], set.Select(s => s.Label));
        Assert.Contains("set!/Caltech101/Faces: holds 1 recordings and is no class of n-caltech101", Fails(Catalog.NCaltech101, "Caltech101/Faces/image_0001.bin", "Caltech101/yin_yang/image_0001.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheAedat4MirrorIsTakenForWhatItIs()
    {
        var formats = EventFormats.Default.With(new NamedFormat("aedat4", ".aedat4"));
        LayoutResult found = LayoutIndex.Find(Catalog.Cifar10Dvs, new NamedTree("CIFAR10DVS/cat/cifar10_cat_0.aedat4", "CIFAR10DVS/dog/cifar10_dog_0.aedat4"), formats);
        Assert.Equal([3, 5], found.Entries.Select(e => e.Label));
        Assert.Equal("aedat4", found.Manifest.Format);
        Assert.True(found.Manifest.Orientation.IsIdentity);
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void WhatWouldBeMislabelledIsAnError()
    {
        Assert.Contains("the nearest is truck", Fails(Catalog.Cifar10Dvs, "trucks/cifar10_truck_0.aedat", "cat/cifar10_cat_0.aedat"), StringComparison.Ordinal);
        Assert.Contains("a second folder of the class beside those in a", Fails(Catalog.Cifar10Dvs, "a/cat/1.aedat", "b/cat/2.aedat"), StringComparison.Ordinal);
        Assert.Contains("in no part of N-CARS", Fails(Catalog.NCars, "cars/obj_000000_td.dat"), StringComparison.Ordinal);
        string nothing = Fails(Catalog.Cifar10Dvs, "trucks/cifar10_truck_0.aedat");
        Assert.Contains("is not laid out as CIFAR10-DVS; expected a folder a class (airplane, …) (trucks: holds 1 recordings", nothing, StringComparison.Ordinal);
        Assert.Contains("the nearest is truck", nothing, StringComparison.Ordinal);
        Assert.Contains("Download the ten archives", Fails(Catalog.Cifar10Dvs), StringComparison.Ordinal);
        Assert.Contains("(background, …) in n-cars_train or train and in n-cars_test or test", Fails(Catalog.NCars), StringComparison.Ordinal);
        Assert.Contains("NAME_labels.csv beside each, and trials_to_train.txt and trials_to_test.txt", Fails(Catalog.DvsGesture), StringComparison.Ordinal);
    }

    [Fact]
    public void AMadeSetInArchivesSaysSo()
    {
        using var folder = new Datasets.TemporaryFolder();
        DatasetSynthesis.Create("n-mnist", folder.Combine("set"), new DatasetSynthesisOptions { PerClass = 1, Threads = 1 });
        string mark = File.ReadAllText(folder.Combine("set", "neurokit-dataset.json")).Replace("\"n-mnist\"", "\"cifar10-dvs\"", StringComparison.Ordinal);
        var tree = new NamedTree("cat.zip!/cat/cifar10_cat_0.aedat").With("cat.zip!/neurokit-dataset.json", mark);
        Assert.True(LayoutIndex.Open(Catalog.Cifar10Dvs, tree, null).IsSynthetic);
    }

    private static EventDataset Open(DatasetManifest manifest, params string[] files) => LayoutIndex.Open(manifest, new NamedTree(files), null);

    private static string Fails(DatasetManifest manifest, params string[] files) => Assert.Throws<DatasetException>(() => Open(manifest, files)).Message;

    private sealed class NamedFormat(string name, string extension) : EventFormat
    {
        public override string Name => name;

        public override string Description => name;

        public override IReadOnlyList<string> Extensions => [extension];

        public override EventFormatCapabilities Capabilities { get; } = new();

        public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name) => FormatConfidence.No;

        public override EventReader Open(EventSource source, EventReadOptions options) => throw new NotSupportedException();
    }
}
