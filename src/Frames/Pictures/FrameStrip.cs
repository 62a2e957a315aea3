using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Collects frames and draws them side by side: OFF in one colour, ON in another, brighter with more events. <see cref="Add"/> is a
/// <see cref="FrameHandler"/>, so a strip takes frames as they come from <see cref="FrameBinning"/>. Not thread-safe.
/// </summary>
public sealed class FrameStrip
{
    private const int AutomaticHeight = 96;
    private const int MaxAutomaticScale = 8;

    private readonly FrameStripOptions _options;
    private readonly List<ushort[]> _frames = [];
    private readonly int _cells;

    /// <summary>Begins a strip.</summary>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How to draw; default <see cref="FrameStripOptions.Default"/>.</param>
    public FrameStrip(SensorSize size, FrameStripOptions? options = null)
    {
        options ??= FrameStripOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(options.Scale, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FramesPerRow, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.SeparatorWidth, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(2 * size.Pixels, Array.MaxLength, nameof(size));
        _options = options;
        Size = size;
        _cells = (int)(2 * size.Pixels);
    }

    /// <summary>The sensor.</summary>
    public SensorSize Size { get; }

    /// <summary>Frames taken so far.</summary>
    public int Count => _frames.Count;

    /// <summary>Side of a sensor's pixel in the picture's pixels.</summary>
    public int Scale => _options.Scale > 0 ? _options.Scale : Math.Clamp((AutomaticHeight + Size.Height - 1) / Size.Height, 1, MaxAutomaticScale);

    /// <summary>Draws the frames of a tensor.</summary>
    /// <param name="frames"><c>[T, 2, H, W]</c>, channel 0 = OFF, channel 1 = ON.</param>
    /// <param name="options">How to draw.</param>
    /// <exception cref="ArgumentException">The tensor is not <c>[T, 2, H, W]</c>.</exception>
    public static RgbImage Draw(Tensor<ushort> frames, FrameStripOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Rank != 4 || frames.Lengths[1] != 2)
            throw new ArgumentException($"Found a tensor [{string.Join(", ", frames.Lengths.ToArray())}]; expected [T, 2, H, W].", nameof(frames));
        var strip = new FrameStrip(new SensorSize((int)frames.Lengths[3], (int)frames.Lengths[2]), options);
        ushort[] all = new ushort[frames.FlattenedLength];
        frames.FlattenTo(all);
        for (int i = 0; i < frames.Lengths[0]; i++)
        {
            strip.RequireRoom();
            strip._frames.Add(all[(i * strip._cells)..((i + 1) * strip._cells)]);
        }

        return strip.Draw();
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">Its place; frames come in order.</param>
    /// <param name="counts"><c>[2, H, W]</c>.</param>
    /// <exception cref="TooManyFramesException">There are more than <see cref="FrameStripOptions.MaxFrames"/>.</exception>
    public void Add(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        if (counts.Length != _cells)
            throw new ArgumentException($"A frame of {Size} has {_cells} counts, not {counts.Length}.", nameof(counts));
        RequireRoom();
        ushort[] copy = new ushort[_cells];
        Narrowing.Saturate(counts, copy.AsSpan());
        _frames.Add(copy);
    }

    /// <summary>Draws the frames taken so far; without any, one empty place.</summary>
    public RgbImage Draw()
    {
        int line = _options.SeparatorWidth;
        int scale = Scale;
        int columns = Math.Clamp(Count, 1, _options.FramesPerRow);
        int rows = Math.Max(1, (Count + columns - 1) / columns);
        long width = ((long)columns * ((Size.Width * scale) + line)) - line;
        long height = ((long)rows * ((Size.Height * scale) + line)) - line;
        if (3 * width * height > Array.MaxLength || width > int.MaxValue)
            throw new TooManyFramesException($"{Count} frames of {Size} at scale {scale} make a picture of {width}x{height}, too large; take fewer frames or a smaller scale.");
        var image = new RgbImage((int)width, (int)height);
        image.Fill(_options.Separator);
        byte[] levels = Levels(FullCount(), out int top);
        RgbColour[] colours = Colours(top);
        for (int i = 0; i < columns * rows; i++)
        {
            int x = i % columns * ((Size.Width * scale) + line);
            int y = i / columns * ((Size.Height * scale) + line);
            if (i < Count)
                DrawFrame(image, _frames[i], x, y, scale, levels, colours.AsSpan(), top + 1);
            else
                image.FillRectangle(x, y, Size.Width * scale, Size.Height * scale, _options.Background);
        }

        return image;
    }

    private void RequireRoom()
    {
        if (Count >= _options.MaxFrames)
            throw new TooManyFramesException($"more than {_options.MaxFrames} frames do not go into one picture; take a coarser rule, or write the frames as .npy");
    }

    private void DrawFrame(RgbImage image, ushort[] counts, int left, int top, int scale, byte[] levels, ReadOnlySpan<RgbColour> colours, int stride)
    {
        ReadOnlySpan<ushort> off = counts.AsSpan(0, counts.Length / 2);
        ReadOnlySpan<ushort> on = counts.AsSpan(counts.Length / 2);
        for (int y = 0; y < Size.Height; y++)
        {
            Span<byte> row = image.Row(top + (y * scale)).Slice(3 * left, 3 * Size.Width * scale);
            int at = 0;
            for (int x = 0; x < Size.Width; x++)
            {
                int cell = (y * Size.Width) + x;
                RgbColour colour = colours[(levels[off[cell]] * stride) + levels[on[cell]]];
                for (int k = 0; k < scale; k++)
                {
                    row[at] = colour.Red;
                    row[at + 1] = colour.Green;
                    row[at + 2] = colour.Blue;
                    at += 3;
                }
            }

            for (int k = 1; k < scale; k++)
                row.CopyTo(image.Row(top + (y * scale) + k)[(3 * left)..]);
        }
    }

    // The step of brightness of each count, 0 … top: the full count and all above it have the highest.
    private static byte[] Levels(int fullCount, out int top)
    {
        top = Math.Min(fullCount, byte.MaxValue);
        byte[] levels = new byte[ushort.MaxValue + 1];
        for (int count = 1; count < levels.Length; count++)
            levels[count] = (byte)(count >= fullCount ? top : Math.Max(1, (long)count * top / fullCount));
        return levels;
    }

    // The colour of each pair of steps, OFF × ON.
    private RgbColour[] Colours(int top)
    {
        RgbColour[] colours = new RgbColour[(top + 1) * (top + 1)];
        for (int off = 0; off <= top; off++)
        {
            for (int on = 0; on <= top; on++)
                colours[(off * (top + 1)) + on] = Mix(Brightness(off, top), Brightness(on, top));
        }

        return colours;
    }

    private double Brightness(int level, int top) => Math.Pow((double)level / top, _options.Gamma);

    private RgbColour Mix(double off, double on)
    {
        RgbColour ground = _options.Background;
        return new RgbColour(
            Light(ground.Red, _options.Off.Red, _options.On.Red), Light(ground.Green, _options.Off.Green, _options.On.Green),
            Light(ground.Blue, _options.Off.Blue, _options.On.Blue));

        byte Light(byte from, byte offTo, byte onTo) => (byte)Math.Clamp(Math.Round(from + (off * (offTo - from)) + (on * (onTo - from))), 0, 255);
    }

    // The count at the percentile of the non-zero ones.
    private int FullCount()
    {
        long[] histogram = new long[ushort.MaxValue + 1];
        long nonZero = 0;
        foreach (ushort[] frame in _frames)
        {
            foreach (ushort count in frame)
            {
                if (count == 0)
                    continue;
                histogram[count]++;
                nonZero++;
            }
        }

        long wanted = (long)Math.Ceiling(nonZero * Math.Clamp(_options.ContrastPercentile, 0, 100) / 100);
        int full = 1;
        for (long seen = histogram[1]; seen < wanted; seen += histogram[full])
            full++;
        return full;
    }
}
