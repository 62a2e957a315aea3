using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Synthesis;

public sealed class DatasetVerificationTests : IDisposable
{
    private readonly Datasets.TemporaryFolder _folder = new();

    private string Root => _folder.Combine("set");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EverythingWrongIsFoundAtOnce()
    {
        DatasetSynthesis.Create("n-cars", Root, new DatasetSynthesisOptions { PerClass = 8 });
        EventDataset set = Catalog.NCars.Open(Root);
        Assert.True(Verify(Catalog.NCars).IsWhole);

        string background = Path.GetDirectoryName(set[0].Path)!;
        string cars = Path.GetDirectoryName(set.First(s => s.Label == 1).Path)!;
        File.Delete(set[0].Path); // one missing
        File.WriteAllBytes(set[1].Path, File.ReadAllBytes(set[1].Path)[..^3]); // one cut off
        File.Copy(set[2].Path, Path.Combine(cars, "obj_009999_td.dat")); // one of another class, twice
        EventSample test = set.Split("test")[0];
        File.Copy(set[2].Path, test.Path, overwrite: true); // and in the test part
        File.WriteAllText(Path.Combine(background, "Thumbs.db"), "");
        File.WriteAllText(_folder.Combine("set", "notes.odt"), "");
        File.WriteAllText(Path.Combine(background, "obj_004218_td.dat"), ""); // empty in place of the last
        DatasetVerificationResult result = Verify(Catalog.NCars);

        Assert.False(result.IsWhole);
        Assert.Equal(
            [
                "WrongCount : 7 samples of class background in train; expected 8",
                "WrongCount : 9 samples of class cars in train; expected 8",
                "Extra n-cars_train/train/background/Thumbs.db: is no part of N-CARS",
                "Extra notes.odt: is no part of N-CARS",
            ],
            result.Problems.Where(p => p.Kind is DatasetProblemKind.WrongCount or DatasetProblemKind.Extra).Select(p => $"{p.Kind} {p.Path}: {p.Text}"));
        DatasetProblem[] corrupt = [.. result.Problems.Where(p => p.Kind == DatasetProblemKind.Corrupt)];
        Assert.Equal(["n-cars_train/train/background/obj_004212_td.dat", "n-cars_train/train/background/obj_004218_td.dat"], corrupt.Select(p => p.Path));
        Assert.All(corrupt, p => Assert.Equal(("background", "train"), (p.ClassName, p.Split)));
        DatasetProblem[] duplicates = [.. result.Problems.Where(p => p.Kind == DatasetProblemKind.Duplicate)];
        Assert.Equal(2, duplicates.Length);
        Assert.Contains("obj_004213_td.dat, as background and as cars", duplicates[0].Text, StringComparison.Ordinal);
        Assert.Contains("obj_004213_td.dat, in train and in test", duplicates[1].Text, StringComparison.Ordinal);
        DatasetClassCount count = result.Classes.Single(c => c is { Split: "train", ClassName: "background" });
        Assert.Equal((8, 7, 2), (count.Expected!.Value, count.Found, count.Corrupt));
        Assert.Equal(4, result.Classes.Count);
    }

    [Fact]
    public void AMissingClassAndAMisspeltOneAreTold()
    {
        DatasetSynthesis.Create("cifar10-dvs", Root, new DatasetSynthesisOptions { PerClass = 1 });
        Directory.Move(Path.Combine(Root, "truck"), Path.Combine(Root, "trucks"));
        Directory.Delete(Path.Combine(Root, "cat"), recursive: true);
        Assert.Contains("the nearest is truck", Assert.Throws<DatasetException>(() => Catalog.Cifar10Dvs.Open(Root)).Message, StringComparison.Ordinal);
        DatasetVerificationResult result = Verify(Catalog.Cifar10Dvs);
        Assert.Equal(
            [
                "Extra trucks: holds 1 recordings and is no class of cifar10-dvs; the nearest is truck",
                "Missing : no recording of class cat; expected 1",
                "Missing : no recording of class truck; expected 1",
            ],
            result.Problems.Select(p => $"{p.Kind} {p.Path}: {p.Text}"));
        Assert.Equal("cat", result.Problems[1].ClassName);
        Assert.Equal(8, result.Samples);
    }

    [Fact]
    public void AMissingPartIsToldOnce()
    {
        DatasetSynthesis.Create("dvs-lip", Root, new DatasetSynthesisOptions { PerClass = 1, Classes = 3 });
        Directory.Delete(Path.Combine(Root, "DVS-Lip", "test"), recursive: true);
        DatasetProblem problem = Assert.Single(Verify(Catalog.DvsLip).Problems);
        Assert.Equal((DatasetProblemKind.Missing, "test", "no recording of the part test"), (problem.Kind, problem.Split, problem.Text));
    }

    [Fact]
    public void DvsGesturesRecordingsAndWindowsAreChecked()
    {
        DatasetSynthesis.Create("dvs-gesture", Root, new DatasetSynthesisOptions { PerClass = 3 });
        EventDataset set = Catalog.DvsGesture.Open(Root);
        string[] recordings = [.. set.Select(s => s.Path).Distinct()];
        File.WriteAllText(recordings[0].Replace(".aedat", "_labels.csv", StringComparison.Ordinal), "class,startTime_usec,endTime_usec\n3,1,2\n");
        File.WriteAllBytes(recordings[1], File.ReadAllBytes(recordings[1])[..5000]);
        File.Delete(recordings[2]);
        DatasetVerificationResult result = Verify(Catalog.DvsGesture);
        Assert.Contains(result.Problems, p => p.Kind == DatasetProblemKind.Missing && p.Text.Contains("trials_to_train.txt, line 3, lists it", StringComparison.Ordinal));
        Assert.Contains(result.Problems, p => p.Kind == DatasetProblemKind.Corrupt && p.Text == "row 1 of its labels (1 … 2 µs) holds no event" && p.ClassName == "left_hand_wave");
        Assert.Single(result.Problems, p => p.Kind == DatasetProblemKind.Corrupt && p.Path.EndsWith(Path.GetFileName(recordings[1]), StringComparison.Ordinal));
        Assert.Equal(12, result.Classes.Where(c => c.Split == "train").Sum(c => c.Corrupt) - 1);
    }

    [Fact]
    public void PublishedTotalsAreHeldToWhereClassesAreNotKnown()
    {
        NamedSet("DVS-Lip/train/young/0.npy", "DVS-Lip/test/young/0.npy");
        DatasetVerificationResult result = Verify(Catalog.DvsLip, new DatasetVerificationOptions { ReadRecordings = false });
        Assert.Contains(result.Problems, p => p.Text == "1 samples in train; expected 14896");
        Assert.Contains(result.Problems, p => p.Text == "no recording of class accused in train; expected some");
        Assert.Equal(200, result.Classes.Count);
    }

    [Fact]
    public void WithoutReadingOnlyNamesAreLookedAt()
    {
        NamedSet("cat/cifar10_cat_0.aedat", "truck/cifar10_truck_0.aedat");
        DatasetVerificationResult quick = Verify(Catalog.Cifar10Dvs, new DatasetVerificationOptions { ReadRecordings = false });
        Assert.DoesNotContain(quick.Problems, p => p.Kind == DatasetProblemKind.Corrupt);
        Assert.Equal(2, Verify(Catalog.Cifar10Dvs).Problems.Count(p => p.Kind == DatasetProblemKind.Corrupt));
    }

    [SkippableFact]
    public void FlatSetsWithListsAreVerifiedToo()
    {
        string root = SharedData.PathOf("data/nmnist-small");
        DatasetVerificationResult result = DatasetVerification.Run(Catalog.NMnist, root);
        Assert.Equal((1100, 1100), (result.Recordings, result.Samples));
        Assert.DoesNotContain(result.Problems, p => p.Kind is DatasetProblemKind.Corrupt or DatasetProblemKind.Duplicate);
        Assert.Equal(20, result.Problems.Count(p => p.Kind == DatasetProblemKind.WrongCount));
    }

    [Fact]
    public void ArchivesAreHeldAgainstWhatIsPublished()
    {
        Directory.CreateDirectory(Root);
        string cat = Zip("cat.zip", "cat/cifar10_cat_0.aedat");
        Zip("dog.zip", "dog/cifar10_dog_0.aedat");
        string right = Md5(cat);
        DatasetManifest manifest = Catalog.Cifar10Dvs with
        {
            Archives =
            [
                new DatasetArchive { Name = "cat.zip", Md5 = right.ToUpperInvariant(), Bytes = new FileInfo(cat).Length }, new DatasetArchive { Name = "dog.zip", Md5 = right },
                new DatasetArchive { Name = "truck.zip" }, new DatasetArchive { Name = "README.txt" },
            ],
        };
        DatasetProblem[] wrong = [.. Verify(manifest).Problems.Where(p => p.Path.EndsWith(".zip", StringComparison.Ordinal))];
        Assert.Equal([(DatasetProblemKind.Corrupt, "dog.zip"), (DatasetProblemKind.Missing, "truck.zip")], wrong.Select(p => (p.Kind, p.Path)));
        Assert.Contains($"the published archive has {right}", wrong[0].Text, StringComparison.Ordinal);
        // Without reading, what is missing or of another length is still told.
        DatasetVerificationOptions quick = new() { ReadRecordings = false, FindDuplicates = false };
        Assert.Equal(["truck.zip"], Verify(manifest, quick).Problems.Select(p => p.Path).Where(p => p.EndsWith(".zip", StringComparison.Ordinal)));
        manifest = manifest with { Archives = [new DatasetArchive { Name = "cat.zip", Bytes = 7 }, new DatasetArchive { Name = "dog.zip" }] };
        Assert.Contains(Verify(manifest, quick).Problems, p => p.Path == "cat.zip" && p.Text.EndsWith("the published archive has 7", StringComparison.Ordinal));
        // Of other names than those published, nothing is said.
        Assert.Empty(DatasetVerification.CheckArchives(Catalog.NMnist, Root));
        Assert.Equal(10, DatasetVerification.CheckArchives(Catalog.Cifar10Dvs, Root).Count);
    }

    [Fact]
    public void ArchivesInOneAreCheckedWhereItSaysNothing()
    {
        Directory.CreateDirectory(Root);
        string inner = Zip("n-cars_train.zip", "train/cars/obj_1_td.dat");
        string outer = _folder.Combine("set", "outer.zip");
        using (ZipArchive zip = ZipFile.Open(outer, ZipArchiveMode.Create))
            zip.CreateEntryFromFile(inner, "n-cars_train.zip");
        DatasetArchive train = new() { Name = "n-cars_train.zip", Md5 = Md5(inner) };
        Assert.Empty(Check([train]));
        File.Delete(inner);
        Assert.Empty(Check([train]));
        IReadOnlyList<DatasetProblem> wrong = Check([train with { Md5 = new string('0', 32) }, new DatasetArchive { Name = "n-cars_test.zip" }]);
        Assert.Equal([(DatasetProblemKind.Corrupt, outer + "!/n-cars_train.zip"), (DatasetProblemKind.Missing, outer + "!/n-cars_test.zip")], wrong.Select(p => (p.Kind, p.Path)));

        IReadOnlyList<DatasetProblem> Check(DatasetArchive[] holds)
            => DatasetVerification.CheckArchives(Catalog.NCars with { Archives = [new DatasetArchive { Name = "outer.zip", Holds = holds }] }, Root);
    }

    [Theory]
    [InlineData("n-mnist")]
    [InlineData("dvs-gesture")]
    public void AStandInsArchivesAreNobodysDownload(string id)
    {
        DatasetSynthesis.Create(id, Root, new DatasetSynthesisOptions { PerClass = 1, Pack = true });
        Assert.Empty(DatasetVerification.CheckArchives(Catalog.Get(id), Root));
        if (id == "n-mnist")
            Assert.True(Verify(Catalog.NMnist).IsWhole);
    }

    private string Zip(string name, string member)
    {
        string path = _folder.Combine("set", name);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using Stream to = zip.CreateEntry(member).Open();
        to.Write(Encoding.UTF8.GetBytes(member));
        return path;
    }

    private static string Md5(string path) => Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(path)));

    [Fact]
    public void AFolderThatIsNotThereIsAnError()
        => Assert.Throws<DatasetException>(() => Verify(Catalog.Cifar10Dvs));

    private DatasetVerificationResult Verify(DatasetManifest manifest, DatasetVerificationOptions? options = null) => DatasetVerification.Run(manifest, Root, options);

    private void NamedSet(params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, file))!);
            File.WriteAllText(Path.Combine(Root, file), "");
        }
    }
}
