using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Tests.Simulation;

public sealed class ImageSamplerTests
{
    [Fact]
    public void AtNoOffsetAndScaleOneThePictureStandsInTheMiddle()
    {
        GreyImage image = DvsSimulatorTests.Textured(6, 4);
        float[] seen = Draw(new SensorSize(10, 8), new MovingImage(image, SaccadePath.NMnist) { Background = 0.25f }, default);
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 10; x++)
            {
                bool inside = x is >= 2 and < 8 && y is >= 2 and < 6;
                Assert.Equal(inside ? image.Luminance[((y - 2) * 6) + x - 2] : 0.25f, seen[(y * 10) + x]);
            }
        }
    }

    [Theory]
    [InlineData(0.25, 0.75, 1)]
    [InlineData(-1.5, 2.25, 1)]
    [InlineData(0.3, -0.4, 2.5)]
    [InlineData(7, 0.1, 0.4)]
    [InlineData(100, -100, 1)]
    public void BetweenPixelsItIsBilinear(double offsetX, double offsetY, double scale)
    {
        var size = new SensorSize(21, 17);
        GreyImage image = DvsSimulatorTests.Textured(19, 23);
        const float Background = 0.1f;
        float[] seen = Draw(size, new MovingImage(image, SaccadePath.NMnist) { Scale = scale, Background = Background }, new PathOffset(offsetX, offsetY));
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                double u = ((x + 0.5 - 10.5) / scale) + 9.5 - 0.5 - offsetX;
                double v = ((y + 0.5 - 8.5) / scale) + 11.5 - 0.5 - offsetY;
                double i = Math.Floor(u);
                double j = Math.Floor(v);
                double top = At(i, j) + ((u - i) * (At(i + 1, j) - At(i, j)));
                double bottom = At(i, j + 1) + ((u - i) * (At(i + 1, j + 1) - At(i, j + 1)));
                Assert.Equal(top + ((v - j) * (bottom - top)), seen[(y * size.Width) + x], 1e-5);
            }
        }

        double At(double i, double j) => i >= 0 && i < 19 && j >= 0 && j < 23 ? image.Luminance[((int)j * 19) + (int)i] : Background;
    }

    private static float[] Draw(SensorSize size, MovingImage scene, PathOffset offset)
    {
        var sampler = new ImageSampler(size);
        sampler.Load(scene);
        float[] seen = new float[size.Pixels];
        sampler.Draw(offset, seen);
        return seen;
    }
}
