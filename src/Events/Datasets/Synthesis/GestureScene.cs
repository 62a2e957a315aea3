using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Two bright hands before a dark wall, which move as each of DVS-Gesture's classes says. People differ in place, pace and hands.</summary>
internal sealed class GestureScene
{
    private const double Wall = 0.1;
    private const double PeriodMicroseconds = 200_000;

    private readonly double _x;
    private readonly double _y;
    private readonly double _pace;
    private readonly double _radius;
    private readonly double _bright;
    private readonly double[] _wander = new double[16];

    public GestureScene(DeterministicRandom random, double light)
    {
        _x = (random.NextDouble() - 0.5) * 10;
        _y = (random.NextDouble() - 0.5) * 10;
        _pace = 0.85 + (0.3 * random.NextDouble());
        _radius = 7 + (3 * random.NextDouble());
        _bright = light;
        for (int i = 0; i < _wander.Length; i++)
            _wander[i] = random.NextDouble() - 0.5;
    }

    /// <summary>Draws the hands.</summary>
    /// <param name="label">The class, 0 … 10; −1 for hands at rest.</param>
    /// <param name="timeMicroseconds">Time since the gesture began.</param>
    /// <param name="luminance">The picture, filled.</param>
    /// <param name="size">Its size.</param>
    public void Draw(int label, long timeMicroseconds, float[] luminance, SensorSize size)
    {
        luminance.AsSpan().Fill((float)Wall);
        ((double X, double Y) right, (double X, double Y) left) = HandsAt(label, timeMicroseconds / PeriodMicroseconds * _pace);
        Disc(luminance, size, right.X + _x, right.Y + _y);
        Disc(luminance, size, left.X + _x, left.Y + _y);
    }

    // The subject faces the camera: the right hand is on the picture's left. Places are pixels of a sensor of 128 × 128.
    private ((double X, double Y) Right, (double X, double Y) Left) HandsAt(int label, double phase)
    {
        (double X, double Y) right = (38, 92);
        (double X, double Y) left = (90, 92);
        double swing = (2 * Waves.Triangle(phase)) - 1;
        (double cx, double cy) = Waves.Circle(phase);
        return label switch
        {
            0 => ((50 - (14 * Waves.Triangle(phase)), 62), (78 + (14 * Waves.Triangle(phase)), 62)),
            1 => ((34 + (14 * swing), 34), left),
            2 => (right, (94 + (14 * swing), 34)),
            3 => ((38 + (20 * cx), 58 + (20 * cy)), left),
            4 => ((38 + (20 * cx), 58 - (20 * cy)), left),
            5 => (right, (90 + (20 * cx), 58 + (20 * cy))),
            6 => (right, (90 + (20 * cx), 58 - (20 * cy))),
            7 => ((64 + (13 * cx), 66 + (13 * cy)), (64 - (13 * cx), 66 - (13 * cy))),
            8 => ((44, 78 + (16 * swing)), (84, 78 - (16 * swing))),
            9 => ((56 + (8 * swing), 84 + (12 * swing)), (96, 56)),
            10 => ((44 + (50 * Knot(phase, 0)), 62 + (50 * Knot(phase, 4))), (84 + (50 * Knot(phase, 8)), 62 + (50 * Knot(phase, 12)))),
            _ => (right, left),
        };
    }

    // From one place drawn to the next, each a half period away.
    private double Knot(double phase, int first)
    {
        double u = phase * 2;
        int knot = (int)u;
        double part = u - knot;
        return (_wander[first + (knot & 3)] * (1 - part)) + (_wander[first + ((knot + 1) & 3)] * part);
    }

    private void Disc(float[] luminance, SensorSize size, double centreX, double centreY)
    {
        int top = Math.Max(0, (int)(centreY - _radius - 1));
        int bottom = Math.Min(size.Height - 1, (int)(centreY + _radius + 2));
        int first = Math.Max(0, (int)(centreX - _radius - 1));
        int last = Math.Min(size.Width - 1, (int)(centreX + _radius + 2));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = first; x <= last; x++)
            {
                double dx = x - centreX;
                double dy = y - centreY;
                // The edge is a pixel wide, so that it moves by less than one too.
                double cover = Math.Clamp(_radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1);
                int pixel = (y * size.Width) + x;
                luminance[pixel] = (float)(luminance[pixel] + (cover * (_bright - luminance[pixel])));
            }
        }
    }
}
