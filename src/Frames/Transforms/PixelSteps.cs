using NeuroKit.Events;

namespace NeuroKit.Frames.Transforms;

/// <summary>The steps that transforms put behind a map: for each pixel of the result the one it takes, or −1.</summary>
internal static class PixelSteps
{
    private const double Grid = 1 << 20;

    /// <summary>Pixel (x, y) takes (column(x), row(y)); −1 from either is outside.</summary>
    public static PixelMap Separable(PixelMap map, SensorSize target, Func<int, int> column, Func<int, int> row)
    {
        int width = map.Target.Width;
        int[] columns = new int[target.Width];
        for (int x = 0; x < columns.Length; x++)
            columns[x] = column(x);
        int[] step = new int[target.Pixels];
        for (int y = 0; y < target.Height; y++)
        {
            int from = row(y);
            Span<int> line = step.AsSpan(y * target.Width, target.Width);
            for (int x = 0; x < line.Length; x++)
                line[x] = from < 0 || columns[x] < 0 ? -1 : (from * width) + columns[x];
        }

        return map.Then(target, step);
    }

    /// <summary>
    /// Pixel (x, y), counted from the centre of the frame ((W − 1)/2, (H − 1)/2), takes the pixel nearest to (xx·x + xy·y, yx·x + yy·y); exactly
    /// between two it takes the one of even number.
    /// </summary>
    public static PixelMap Linear(PixelMap map, double xx, double xy, double yx, double yy)
    {
        (int width, int height) = (map.Target.Width, map.Target.Height);
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        int[] step = new int[map.Target.Pixels];
        for (int y = 0; y < height; y++)
        {
            double fromCentre = y - centreY;
            for (int x = 0; x < width; x++)
            {
                double column = Nearest((xx * (x - centreX)) + (xy * fromCentre) + centreX);
                double row = Nearest((yx * (x - centreX)) + (yy * fromCentre) + centreY);
                step[(y * width) + x] = column >= 0 && column < width && row >= 0 && row < height ? ((int)row * width) + (int)column : -1;
            }
        }

        return map.Then(map.Target, step);
    }

    /// <summary>Pixels of a rectangle are 0; it may reach outside.</summary>
    public static PixelMap Erase(PixelMap map, int left, int top, int right, int bottom)
    {
        (int width, int height) = (map.Target.Width, map.Target.Height);
        (left, right) = (Math.Max(left, 0), Math.Min(right, width));
        (top, bottom) = (Math.Max(top, 0), Math.Min(bottom, height));
        if (left >= right || top >= bottom)
            return map;
        int[] step = new int[map.Target.Pixels];
        for (int i = 0; i < step.Length; i++)
            step[i] = i;
        for (int y = top; y < bottom; y++)
            step.AsSpan((y * width) + left, right - left).Fill(-1);
        return map.Then(map.Target, step);
    }

    // Sine and cosine differ in their last bit from one C library to the next; put on a fine grid first, ties are the same everywhere.
    private static double Nearest(double coordinate) => Math.Round(Math.Round(coordinate * Grid) / Grid);
}
