using NeuroKit.Events;

namespace NeuroKit.Testing;

/// <summary>Turns a seed into the events of a recording; the same on every machine.</summary>
internal static class RecordingMaker
{
    // Where clocks start: at nothing, at a camera's power-on, before and behind 2^31 and 2^32, and at the time of day in µs since 1970.
    private static readonly long[] s_starts =
        [0, 1, 1_000, 1_000_000, (1L << 31) - 5_000, (1L << 31) + 7, (1L << 32) - 5_000, (1L << 32) + 7, 1_700_000_000_000_000];

    private enum Pace
    {
        Steady,
        Bursts,
        Pauses,
        Still,
        Mixed,
    }

    public static Recording Make(SensorSize size, int count, ulong seed, RecordingOptions options)
    {
        var random = new SeededRandom(seed);
        long[] t = new long[count];
        ushort[] x = new ushort[count];
        ushort[] y = new ushort[count];
        byte[] p = new byte[count];
        Times(t, ref random, options);
        // Half of the recordings use a handful of pixels, so that counts above one are common.
        int columns = random.Below(2) == 0 ? size.Width : Math.Min(size.Width, 3);
        int rows = random.Below(2) == 0 ? size.Height : Math.Min(size.Height, 3);
        for (int i = 0; i < count; i++)
        {
            x[i] = (ushort)random.Below(columns);
            y[i] = (ushort)random.Below(rows);
            p[i] = (byte)random.Below(2);
        }

        if (options.AllowsOutside && count > 0 && random.Below(4) != 0)
            MoveSomeOutside(size, x, y, p, ref random);
        return new Recording(size, t, x, y, p);
    }

    private static void Times(long[] t, ref SeededRandom random, RecordingOptions options)
    {
        var pace = (Pace)random.Below(5);
        bool steps = options.LargestStepBackMicroseconds > 0 && random.Below(4) != 0;
        long now = Math.Clamp(s_starts[random.Below(s_starts.Length)], options.MinTime, options.MaxTime);
        if (options.MinTime < 0 && random.Below(4) == 0)
            now = options.MinTime;
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = now;
            Pace kind = pace == Pace.Mixed ? (Pace)random.Below(4) : pace;
            long step = kind switch
            {
                Pace.Steady => random.Below(20),
                Pace.Bursts => random.Below(8) == 0 ? random.Below(1_000) : 0,
                Pace.Pauses => random.Below(16) == 0 ? random.Below(options.LongestGapMicroseconds) : random.Below(3),
                _ => 0,
            };
            if (steps && random.Below(8) == 0)
            {
                long farthest = random.Below(3) == 0 ? options.LargestStepBackMicroseconds : Math.Min(50, options.LargestStepBackMicroseconds);
                step = -1 - random.Below(farthest);
            }

            // At either end of the axis the clock stands still.
            now = (long)Int128.Clamp((Int128)now + Math.Min(step, options.LongestGapMicroseconds), options.MinTime, options.MaxTime);
        }
    }

    private static void MoveSomeOutside(SensorSize size, ushort[] x, ushort[] y, byte[] p, ref SeededRandom random)
    {
        int moved = 1 + random.Below(1 + (x.Length / 5));
        for (int n = 0; n < moved; n++)
        {
            int i = random.Below(x.Length);
            switch (random.Below(5))
            {
                case 0 when size.Width <= ushort.MaxValue:
                    x[i] = (ushort)size.Width; // the first column outside
                    break;
                case 1 when size.Height <= ushort.MaxValue:
                    y[i] = (ushort)size.Height;
                    break;
                case 2 when size.Width <= ushort.MaxValue:
                    x[i] = ushort.MaxValue;
                    break;
                case 3 when size.Height <= ushort.MaxValue:
                    y[i] = ushort.MaxValue;
                    break;
                default:
                    p[i] = (byte)(2 + random.Below(254));
                    break;
            }
        }
    }
}
