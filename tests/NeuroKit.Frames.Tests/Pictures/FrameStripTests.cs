using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Pictures;

public sealed class FrameStripTests
{
    private static readonly FrameStripOptions s_plain = new()
    {
        Scale = 1,
        SeparatorWidth = 1,
        ContrastPercentile = 100,
        Gamma = 1,
        Background = new RgbColour(0, 0, 0),
        Off = new RgbColour(0, 0, 200),
        On = new RgbColour(200, 100, 0),
        Separator = new RgbColour(1, 2, 3),
    };

    [Fact]
    public void CountsBecomeColoursThatAddUp()
    {
        var strip = new FrameStrip(new SensorSize(2, 2), s_plain);
        strip.Add(new FrameInfo(0, 9), [4, 0, 2, 1, 0, 4, 2, 0]);
        RgbImage image = strip.Draw();
        Assert.Equal((2, 2), (image.Width, image.Height));
        Assert.Equal([0, 0, 200, 200, 100, 0], image.Row(0).ToArray());
        Assert.Equal([100, 50, 100, 0, 0, 50], image.Row(1).ToArray());
    }

    [Fact]
    public void FramesStandSideBySideThenInRowsWithLinesBetween()
    {
        var strip = new FrameStrip(new SensorSize(3, 2), s_plain with { FramesPerRow = 2, Scale = 2, SeparatorWidth = 3 });
        for (int i = 0; i < 3; i++)
            strip.Add(new FrameInfo(i, 1), [i == 2 ? 1 : 0, 0, 0, 0, 0, 0, i == 1 ? 1 : 0, 0, 0, 0, 0, 0]);
        RgbImage image = strip.Draw();
        Assert.Equal((6 + 3 + 6, 4 + 3 + 4), (image.Width, image.Height));
        Assert.Equal(new RgbColour(200, 100, 0), At(image, 9, 0)); // frame 1, its pixel (0, 0), ON
        Assert.Equal(new RgbColour(200, 100, 0), At(image, 10, 1)); // scaled by 2
        Assert.Equal(new RgbColour(0, 0, 0), At(image, 11, 0));
        Assert.Equal(new RgbColour(0, 0, 200), At(image, 0, 7)); // frame 2, OFF
        Assert.Equal(new RgbColour(1, 2, 3), At(image, 6, 0));
        Assert.Equal(new RgbColour(1, 2, 3), At(image, 8, 10));
        Assert.Equal(new RgbColour(1, 2, 3), At(image, 0, 4));
        Assert.Equal(new RgbColour(0, 0, 0), At(image, 9, 7)); // no fourth frame
    }

    [Fact]
    public void OneHotPixelDoesNotDarkenTheRest()
    {
        var size = new SensorSize(10, 10);
        int[] counts = new int[200];
        counts.AsSpan(0, 99).Fill(2);
        counts[150] = 60_000;
        var strip = new FrameStrip(size, s_plain with { ContrastPercentile = 98 });
        strip.Add(new FrameInfo(0, 1), counts);
        Assert.Equal(new RgbColour(0, 0, 200), At(strip.Draw(), 0, 0));
    }

    [Fact]
    public void CountsAboveWhatTheColoursStepThroughStayInProportion()
    {
        var strip = new FrameStrip(new SensorSize(3, 1), s_plain);
        strip.Add(new FrameInfo(0, 1), [40_000, 20_000, 70_000, 0, 0, 0]);
        RgbImage image = strip.Draw();
        Assert.InRange(At(image, 0, 0).Blue, 121, 123);
        Assert.InRange(At(image, 1, 0).Blue, 60, 62);
        Assert.Equal(200, At(image, 2, 0).Blue);
    }

    [Fact]
    public void ATensorDrawsAsItsFramesDo()
    {
        var size = new SensorSize(4, 3);
        int[] counts = [.. Enumerable.Range(0, 2 * 24).Select(i => i * 7 % 5)];
        var strip = new FrameStrip(size);
        strip.Add(new FrameInfo(0, 1), counts.AsSpan(0, 24));
        strip.Add(new FrameInfo(1, 1), counts.AsSpan(24));
        Tensor<ushort> tensor = Tensor.Create(Array.ConvertAll(counts, c => (ushort)c), [2, 2, 3, 4]);
        Assert.Equal(strip.Draw().Pixels.ToArray(), FrameStrip.Draw(tensor).Pixels.ToArray());
        Assert.Throws<ArgumentException>(() => FrameStrip.Draw(Tensor.Create(new ushort[24], [1, 1, 4, 6])));
    }

    [Theory]
    [InlineData(34, 3)]
    [InlineData(128, 1)]
    [InlineData(4, 8)]
    [InlineData(720, 1)]
    public void SmallSensorsAreScaledUp(int height, int scale)
        => Assert.Equal(scale, new FrameStrip(new SensorSize(34, height)).Scale);

    [Fact]
    public void NoFrameIsAnEmptyPlaceAndTooManyAreAnError()
    {
        var strip = new FrameStrip(new SensorSize(2, 2), s_plain with { MaxFrames = 2 });
        Assert.Equal((2, 2), (strip.Draw().Width, strip.Draw().Height));
        strip.Add(new FrameInfo(0, 0), new int[8]);
        strip.Add(new FrameInfo(1, 0), new int[8]);
        Assert.Contains("2 frames", Assert.Throws<TooManyFramesException>(() => strip.Add(new FrameInfo(2, 0), new int[8])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => strip.Add(new FrameInfo(2, 0), new int[7]));
    }

    private static RgbColour At(RgbImage image, int x, int y)
    {
        Span<byte> pixel = image.Row(y).Slice(3 * x, 3);
        return new RgbColour(pixel[0], pixel[1], pixel[2]);
    }
}
