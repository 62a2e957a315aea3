using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class FashionMnistTests
{
    [SkippableTheory]
    [InlineData(FashionMnistPart.Train, 6000)]
    [InlineData(FashionMnistPart.Test, 1000)]
    public void DebiansPackageHoldsEvenClasses(FashionMnistPart part, int perClass)
    {
        Skip.IfNot(FashionMnist.IsInstalled(), $"{FashionMnist.DebianPackage} is not installed");
        FashionMnist set = FashionMnist.Load(part);
        Assert.Equal(10 * perClass, set.Count);
        Assert.Equal((28, 28), (set.Width, set.Height));
        foreach (IGrouping<byte, byte> label in set.Labels.ToArray().GroupBy(l => l))
            Assert.Equal(perClass, label.Count());
    }

    [Fact]
    public void PicturesAndLabelsAreGivenInOrder()
    {
        using var folder = new TemporaryFolder();
        IdxFixture.WriteFashionMnist(folder.Path, 20, 10);
        Assert.True(FashionMnist.IsInstalled(folder.Path));
        FashionMnist set = FashionMnist.Load(FashionMnistPart.Train, folder.Path, maxImages: 12);
        Assert.Equal(12, set.Count);
        Assert.Equal([0, 7, 4, 1, 8, 5, 2, 9, 6, 3, 0, 7], set.Labels.ToArray());
        Assert.Equal(57 * 3 % 5 * 60, set.Pixels(3)[0]);
        Assert.Equal(set.Pixels(3)[17] / 255f, set.Image(3).Luminance[17]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Pixels(12).Length);
    }

    [Fact]
    public void AbsentFilesSayWhatToInstall()
    {
        using var folder = new TemporaryFolder();
        Assert.False(FashionMnist.IsInstalled(folder.Path));
        DatasetException error = Assert.Throws<DatasetException>(() => FashionMnist.Load(FashionMnistPart.Test, folder.Path));
        Assert.Contains("apt-get install dataset-fashion-mnist", error.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte", error.Message, StringComparison.Ordinal);
        Assert.Equal(folder.Path, error.Path);
    }

    [Fact]
    public void FilesThatDoNotMatchAreRefused()
    {
        using var folder = new TemporaryFolder();
        IdxFixture.WriteFashionMnist(folder.Path, 20, 10);
        File.WriteAllBytes(folder.Combine("t10k-labels-idx1-ubyte"), IdxFixture.Encode([9], new byte[9]));
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => FashionMnist.Load(FashionMnistPart.Test, folder.Path));
        Assert.Contains("10 pictures", error.Found, StringComparison.Ordinal);
        File.WriteAllBytes(folder.Combine("t10k-labels-idx1-ubyte"), IdxFixture.Encode([10], [0, 1, 2, 3, 4, 5, 6, 10, 8, 9]));
        error = Assert.Throws<InvalidEventDataException>(() => FashionMnist.Load(FashionMnistPart.Test, folder.Path));
        Assert.Equal(15, error.ByteOffset);
        Assert.Contains("label 10", error.Found, StringComparison.Ordinal);
    }
}
