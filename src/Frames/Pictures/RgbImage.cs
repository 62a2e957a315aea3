using System.Diagnostics;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames;

/// <summary>A picture of 8-bit red, green and blue, row by row from the top.</summary>
[DebuggerDisplay("{Width}x{Height}")]
public sealed class RgbImage
{
    private readonly byte[] _pixels;

    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture has more bytes than one array holds.</exception>
    public RgbImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(3L * width * height, Array.MaxLength, nameof(height));
        Width = width;
        Height = height;
        _pixels = new byte[3 * width * height];
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, row-major: <c>[Height, Width, 3]</c>.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>One row: red, green, blue of each pixel.</summary>
    /// <param name="y">0 at the top.</param>
    public Span<byte> Row(int y) => _pixels.AsSpan(3 * Width * y, 3 * Width);

    /// <summary>Gives every pixel one colour.</summary>
    /// <param name="colour">The colour.</param>
    public void Fill(RgbColour colour) => FillRectangle(0, 0, Width, Height, colour);

    /// <summary>Gives a rectangle one colour.</summary>
    /// <param name="x">First column.</param>
    /// <param name="y">First row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colour">The colour.</param>
    public void FillRectangle(int x, int y, int width, int height, RgbColour colour)
    {
        if (height <= 0 || width <= 0)
            return;
        Span<byte> first = Row(y).Slice(3 * x, 3 * width);
        for (int i = 0; i < first.Length; i += 3)
        {
            first[i] = colour.Red;
            first[i + 1] = colour.Green;
            first[i + 2] = colour.Blue;
        }

        for (int row = y + 1; row < y + height; row++)
            first.CopyTo(Row(row)[(3 * x)..]);
    }

    /// <summary>Writes the picture as PNG, whole or not at all.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    public void SavePng(string path)
    {
        using var file = new AtomicFile(path);
        PngEncoder.Write(file.Stream, this);
        file.Commit();
    }

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="destination">Where; stays open.</param>
    public void WritePng(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        PngEncoder.Write(destination, this);
    }
}
