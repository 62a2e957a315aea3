using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NeuroKit.Events;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Tests.Transforms;

public sealed class ClipTransformTests
{
    private static readonly SensorSize s_three = new(3, 3);

    // Numbers 1 … 9, so that 0 is what came from outside.
    private static readonly byte[] s_nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void AFlipExchangesLeftAndRight()
        => Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7], Nine(ClipTransforms.HorizontalFlip(1).Draw(s_three, 0)));

    [Fact]
    public void AQuarterTurnIsCounterClockwise()
        => Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], Nine(PixelSteps.Linear(PixelMap.Identity(s_three), 0, -1, 1, 0)));

    [Fact]
    public void AThirtyDegreeTurnTakesTheNearestPixels()
    {
        (double sin, double cos) = Math.SinCos(Math.PI / 6);
        Assert.Equal(
            [-1, 2, 3, 9, -1, 1, 7, 7, 13, 14, 5, 11, 12, 13, 19, 10, 11, 17, 17, 23, -1, 15, 21, 22, -1],
            PixelSteps.Linear(PixelMap.Identity(new SensorSize(5, 5)), cos, -sin, sin, cos).ToIndices());
    }

    [Fact]
    public void AShearSlantsAboutTheCentre()
        => Assert.Equal([0, 1, 2, 4, 5, 6, 8, 9, 0], Nine(PixelSteps.Linear(PixelMap.Identity(s_three), 1, 1, 0, 1)));

    [Fact]
    public void BetweenTwoPixelsTheEvenOneIsTaken()
    {
        // Half a pixel a row: the first and the last row fall between columns.
        int[] indices = PixelSteps.Linear(PixelMap.Identity(s_three), 1, 0.5, 0, 1).ToIndices();
        Assert.Equal([0, 0, 2], indices[..3]); // -0.5, 0.5, 1.5
        Assert.Equal([6, 8, 8], indices[6..]); // 0.5, 1.5, 2.5
    }

    [Theory]
    [InlineData(1, new byte[] { 0, 1, 2, 0, 4, 5, 0, 7, 8 })]
    [InlineData(-1, new byte[] { 2, 3, 0, 5, 6, 0, 8, 9, 0 })]
    [InlineData(-2, new byte[] { 3, 0, 0, 6, 0, 0, 9, 0, 0 })]
    public void ATranslationMovesToTheRight(int by, byte[] expected)
        => Assert.Contains(expected, Draws(ClipTransforms.TranslateX(Math.Abs(by)), 40));

    [Fact]
    public void ATranslationMovesDown()
    {
        byte[][] seen = [.. Draws(ClipTransforms.TranslateY(1), 40).DistinctBy(Convert.ToHexString)];
        Assert.Equal(3, seen.Length);
        Assert.Contains([0, 0, 0, 1, 2, 3, 4, 5, 6], seen);
        Assert.Contains([4, 5, 6, 7, 8, 9, 0, 0, 0], seen);
        Assert.Contains(s_nine, seen);
    }

    [Fact]
    public void ARollComesInOnTheOtherSide()
    {
        byte[][] seen = [.. Draws(ClipTransforms.Roll(1), 200).DistinctBy(Convert.ToHexString)];
        Assert.Equal(9, seen.Length);
        Assert.Contains([9, 7, 8, 3, 1, 2, 6, 4, 5], seen); // right and down
    }

    [Fact]
    public void TruncatedMagnitudesHaveTheirShares()
    {
        // 31 numbers from -5 to 5 in thirds, truncated: 0 five times, 5 and -5 once, the others three times.
        var size = new SensorSize(20, 1);
        int[] shifts = new int[11];
        for (int seed = 0; seed < 6200; seed++)
        {
            int[] indices = ClipTransforms.TranslateX(5, 31).Draw(size, seed).ToIndices();
            shifts[5 + (10 - indices[10])]++;
        }

        int[] shares = [1, 3, 3, 3, 3, 5, 3, 3, 3, 3, 1];
        for (int i = 0; i < shares.Length; i++)
            Assert.InRange(shifts[i], (200 * shares[i]) - 110, (200 * shares[i]) + 110);
    }

    [Fact]
    public void ACutoutsSquareIsCutOffAtTheEdges()
    {
        var size = new SensorSize(9, 7);
        HashSet<int> sizes = [];
        for (int seed = 0; seed < 300; seed++)
        {
            int[] indices = ClipTransforms.Cutout(3).Draw(size, seed).ToIndices();
            int[] gone = [.. Enumerable.Range(0, 63).Where(i => indices[i] < 0)];
            int width = gone.Select(i => i % 9).Distinct().Count();
            int height = gone.Select(i => i / 9).Distinct().Count();
            Assert.Equal(width * height, gone.Length);
            Assert.InRange(width, 2, 3); // the centre is a pixel of the frame
            Assert.InRange(height, 2, 3);
            Assert.All(Enumerable.Range(0, 63).Except(gone), i => Assert.Equal(i, indices[i]));
            sizes.Add(gone.Length);
        }

        Assert.Equal([4, 6, 9], sizes.Order());
    }

    [Fact]
    public void ACutoutByAreaLiesInside()
    {
        var size = new SensorSize(30, 20);
        for (int seed = 0; seed < 300; seed++)
        {
            int gone = ClipTransforms.CutoutArea(0.05, 0.11).Draw(size, seed).ToIndices().Count(i => i < 0);
            int side = (int)Math.Sqrt(gone);
            Assert.Equal(side * side, gone);
            Assert.InRange(side, 5, 8); // √30 = 5.5, √66 = 8.1
        }

        Assert.Equal(4, ClipTransforms.CutoutArea(1, 1).Draw(new SensorSize(30, 2), 0).ToIndices().Count(i => i < 0));
        Assert.True(ClipTransforms.CutoutArea(0.01, 0.01).Draw(s_three, 0).IsIdentity); // 0.09 pixels
    }

    [Fact]
    public void AResizeTakesTheNearestPixelBefore()
    {
        Assert.Equal([0, 2, 8, 10], ClipTransforms.Resize(new SensorSize(2, 2)).Draw(new SensorSize(4, 4), 0).ToIndices());
        Assert.Equal([0, 0, 1, 1], ClipTransforms.Resize(new SensorSize(4, 1)).Draw(new SensorSize(2, 1), 0).ToIndices());
        Assert.Equal([0, 1, 3], ClipTransforms.Resize(new SensorSize(3, 1)).Draw(new SensorSize(5, 1), 0).ToIndices());
    }

    [Fact]
    public void ACropIsAWindow()
    {
        Assert.Equal([1, 2, 4, 5], Nine(ClipTransforms.CentreCrop(new SensorSize(2, 2)).Draw(s_three, 0)));
        Assert.Equal([5], Nine(ClipTransforms.CentreCrop(new SensorSize(1, 1)).Draw(s_three, 0)));
        byte[][] seen = [.. Draws(ClipTransforms.RandomCrop(new SensorSize(2, 2)), 100).DistinctBy(Convert.ToHexString)];
        Assert.Equal(4, seen.Length);
        Assert.Contains([5, 6, 8, 9], seen);
        Assert.True(ClipTransforms.RandomCrop(s_three).Draw(s_three, 0).IsIdentity);
        Assert.Throws<ArgumentException>(() => ClipTransforms.CentreCrop(new SensorSize(4, 3)).OutputSize(s_three));
        Assert.Throws<ArgumentException>(() => ClipTransforms.RandomCrop(new SensorSize(3, 4)).Draw(s_three, 0));
    }

    [Fact]
    public void AChoiceGivesEachAsOften()
    {
        int[] flips = new int[2];
        ClipTransform choice = ClipTransforms.OneOf(ClipTransforms.Identity, ClipTransforms.HorizontalFlip(1));
        for (int seed = 0; seed < 1000; seed++)
            flips[choice.Draw(s_three, seed).IsIdentity ? 0 : 1]++;
        Assert.InRange(flips[0], 420, 580);
        ClipTransform uneven = ClipTransforms.OneOf(ClipTransforms.Identity, ClipTransforms.Resize(new SensorSize(2, 2)));
        Assert.Contains("3x3 or 2x2", Assert.Throws<ArgumentException>(() => uneven.OutputSize(s_three)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCompositionsEqualAProgramInAnotherLanguage()
    {
        // Digests of the pixels' origins, little-endian 32-bit, of sixty and thirty clips.
        Assert.Equal("F9D509354D40634555971001E632E00D657147A72F1FD02D3307BA317B56F128", Digest(ClipAugmentation.Spikingformer, new SensorSize(34, 30), 60));
        Assert.Equal("B2F2149166A15999D0DB3333BF3DB5AE370B934F5519BBC9B88FE070DC04420D", Digest(ClipAugmentation.Nda, new SensorSize(48, 48), 30));

        static string Digest(IReadOnlyList<ClipTransform> transforms, SensorSize size, int clips)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (int seed = 0; seed < clips; seed++)
                hash.AppendData(MemoryMarshal.AsBytes<int>(ClipAugmentation.Draw(transforms, size, seed).ToIndices()));
            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    [Theory]
    [InlineData("spikingformer", "flip, one-of(identity, shear-x(0.3, 31), translate-x(5, 31), translate-y(5, 31), rotate(30, 31), cutout-area(0.001, 0.11))")]
    [InlineData("nda", "flip, one-of(roll(5), rotate(30), cutout(16))")]
    [InlineData(" resize( 48x48 ) ,nda", "resize(48x48), flip, one-of(roll(5), rotate(30), cutout(16))")]
    [InlineData("random-crop(88x80), flip(0.25), centre-crop(9x9)", "random-crop(88x80), flip(0.25), centre-crop(9x9)")]
    [InlineData("shear-x(0.1), translate-x(3), translate-y(4), one-of(flip, one-of(identity))", "shear-x(0.1), translate-x(3), translate-y(4), one-of(flip, one-of(identity))")]
    [InlineData("none", "none")]
    public void NamesAreReadAndReadBack(string text, string names)
    {
        IReadOnlyList<ClipTransform> transforms = ClipAugmentation.Parse(text);
        Assert.Equal(names, ClipAugmentation.NameOf(transforms));
        Assert.Equal(names, ClipAugmentation.NameOf(ClipAugmentation.Parse(names)));
    }

    [Theory]
    [InlineData("", "There is no transform ''")]
    [InlineData("flipp", "There is no transform 'flipp'")]
    [InlineData("flip,", "There is no transform ''")]
    [InlineData("roll", "has not the numbers that roll takes")]
    [InlineData("nda(3)", "has not the numbers that nda takes")]
    [InlineData("roll(x)", "'x' is no whole number")]
    [InlineData("rotate(x)", "'x' is no number")]
    [InlineData("resize(48)", "'48' is no size WxH")]
    [InlineData("roll(5", "closing bracket")]
    [InlineData("one-of(nda)", "several transforms")]
    [InlineData("one-of()", "There is no transform ''")]
    [InlineData("rotate(0)", "above 0")]
    [InlineData("rotate(181)", "at most 180")]
    [InlineData("rotate(30, 1)", "Two steps")]
    [InlineData("translate-x(0)", "must be greater than or equal to '1'")]
    [InlineData("flip(1.5)", "probability")]
    [InlineData("cutout-area(0.5, 0.2)", "shares of an area")]
    [InlineData("none, flip", "has not the numbers")]
    public void OtherNamesAreRefused(string text, string expected)
        => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => ClipAugmentation.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void DeepNestingIsRefused()
        => Assert.Throws<ArgumentException>(() => ClipAugmentation.Parse(string.Concat(Enumerable.Repeat("one-of(", 1000)) + "flip" + new string(')', 1000)));

    private static IEnumerable<byte[]> Draws(ClipTransform transform, int seeds)
        => Enumerable.Range(0, seeds).Select(seed => Nine(transform.Draw(s_three, seed)));

    private static byte[] Nine(PixelMap map)
    {
        byte[] result = new byte[map.Target.Pixels];
        map.Apply<byte>(s_nine, result);
        return result;
    }
}
