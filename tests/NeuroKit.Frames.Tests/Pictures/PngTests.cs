namespace NeuroKit.Frames.Tests.Pictures;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(640, 97)]
    public void WhatIsWrittenDecodesToTheSamePixels(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(5).NextBytes(image.Pixels);
        using var file = new MemoryStream();
        image.WritePng(file);
        PngReader png = PngReader.Decode(file.ToArray());
        Assert.Equal((width, height), (png.Width, png.Height));
        Assert.Equal(image.Pixels.ToArray(), png.Pixels);
    }

    [Fact]
    public void RectanglesAreFilledAndNothingElse()
    {
        var image = new RgbImage(5, 4);
        image.FillRectangle(1, 2, 3, 2, new RgbColour(9, 8, 7));
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 5; x++)
                Assert.Equal(x is >= 1 and < 4 && y >= 2 ? [9, 8, 7] : [0, 0, 0], image.Row(y).Slice(3 * x, 3).ToArray());
        }
    }

    [Fact]
    public void AFileIsWholeOrAbsent()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "a.png");
            new RgbImage(2, 2).SavePng(path);
            Assert.Equal(2, PngReader.Decode(File.ReadAllBytes(path)).Width);
            Assert.Throws<DirectoryNotFoundException>(() => new RgbImage(2, 2).SavePng(Path.Combine(folder, "none", "b.png")));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(65_536, 65_536)]
    public void ImpossibleSizesAreArgumentErrors(int width, int height)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(width, height));
}
