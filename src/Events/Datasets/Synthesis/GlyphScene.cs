using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// A picture a class: a square pattern of bright and dark cells that the class's number draws, so that any number of classes look different.
/// Recordings of a class differ in place, contrast and the odd cell.
/// </summary>
internal static class GlyphScene
{
    /// <summary>Side of the pictures in pixels.</summary>
    public const int Side = 36;

    private const int Cells = 6;
    private const int CellPixels = 5;
    private const ulong PatternKey = 0x676C_7970_6873; // patterns belong to the class, whatever the seed
    private const double Dark = 0.12;

    public static GreyImage Draw(int label, DeterministicRandom random)
    {
        bool[] cells = Pattern(label);
        if (random.NextBelow(4) == 0)
        {
            int odd = random.NextBelow(cells.Length);
            cells[odd] = !cells[odd];
        }

        int left = (Side - (Cells * CellPixels)) / 2 + random.NextBelow(5) - 2;
        int top = (Side - (Cells * CellPixels)) / 2 + random.NextBelow(5) - 2;
        double bright = 0.6 + (0.35 * random.NextDouble());
        float[] luminance = new float[Side * Side];
        luminance.AsSpan().Fill((float)Dark);
        for (int y = 0; y < Cells * CellPixels; y++)
        {
            for (int x = 0; x < Cells * CellPixels; x++)
            {
                if (cells[(y / CellPixels * Cells) + (x / CellPixels)])
                    luminance[((top + y) * Side) + left + x] = (float)bright;
            }
        }

        return new GreyImage(Side, Side, luminance);
    }

    // Half of the cells are bright in every class, so that the number of events does not tell classes apart.
    private static bool[] Pattern(int label)
    {
        var random = new DeterministicRandom(DeterministicRandom.Derive(PatternKey, (ulong)label));
        bool[] cells = new bool[Cells * Cells];
        for (int set = 0; set < cells.Length / 2;)
        {
            int cell = random.NextBelow(cells.Length);
            if (cells[cell])
                continue;
            cells[cell] = true;
            set++;
        }

        return cells;
    }
}
