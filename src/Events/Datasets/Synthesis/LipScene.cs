using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>A mouth that opens and widens in the rhythm that the word's number draws. Speakers differ in place, size, pace and lips.</summary>
internal sealed class LipScene
{
    private const int Knots = 8;
    private const ulong WordKey = 0x6D6F_7574_6873; // rhythms belong to the word, whatever the seed
    private const double Skin = 0.35;
    private const double Inside = 0.04;
    private const double LipThickness = 5;

    private readonly double[] _open = new double[Knots + 1];
    private readonly double[] _wide = new double[Knots + 1];
    private readonly double _x;
    private readonly double _y;
    private readonly double _size;
    private readonly double _lips;
    private readonly double _duration;

    public LipScene(int label, DeterministicRandom random)
    {
        var word = new DeterministicRandom(DeterministicRandom.Derive(WordKey, (ulong)label));
        for (int i = 0; i <= Knots; i++)
        {
            _open[i] = 16 * word.NextDouble();
            _wide[i] = 22 + (14 * word.NextDouble());
        }

        // Closed before and after.
        _open[0] = _open[Knots] = 0;
        _x = 64 + ((random.NextDouble() - 0.5) * 8);
        _y = 70 + ((random.NextDouble() - 0.5) * 8);
        _size = 0.9 + (0.2 * random.NextDouble());
        _lips = 0.55 + (0.35 * random.NextDouble());
        _duration = (0.9 + (0.2 * random.NextDouble())) * 900_000;
    }

    public void Draw(long timeMicroseconds, float[] luminance, SensorSize size)
    {
        luminance.AsSpan().Fill((float)Skin);
        double u = Math.Clamp(timeMicroseconds / _duration, 0, 1) * Knots;
        int knot = Math.Min((int)u, Knots - 1);
        double part = u - knot;
        double open = _size * ((_open[knot] * (1 - part)) + (_open[knot + 1] * part));
        double wide = _size * ((_wide[knot] * (1 - part)) + (_wide[knot + 1] * part));
        double outer = open + LipThickness;
        double outerWide = wide + LipThickness;
        for (int y = Math.Max(0, (int)(_y - outer - 2)); y < Math.Min(size.Height, (int)(_y + outer + 3)); y++)
        {
            for (int x = Math.Max(0, (int)(_x - outerWide - 2)); x < Math.Min(size.Width, (int)(_x + outerWide + 3)); x++)
            {
                double dx = x - _x;
                double dy = y - _y;
                double lip = Cover(dx, dy, outerWide, outer);
                double mouth = Cover(dx, dy, wide, Math.Max(open, 0.25));
                double shade = Skin + (lip * (_lips - Skin));
                luminance[(y * size.Width) + x] = (float)(shade + (mouth * (Inside - shade)));
            }
        }
    }

    // 1 inside an ellipse, 0 outside, a pixel or so between.
    private static double Cover(double dx, double dy, double width, double height)
    {
        double r = Math.Sqrt((dx * dx / (width * width)) + (dy * dy / (height * height)));
        return Math.Clamp(0.5 + ((1 - r) * Math.Min(width, height)), 0, 1);
    }
}
