using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames;

/// <summary>Writes frames as a <c>.npy</c> array, byte for byte as NumPy's <c>save</c> does: whole, or frame by frame.</summary>
public sealed class NpyFrameWriter : FrameFileWriter
{
    /// <summary>Begins a file.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="size">The sensor.</param>
    public NpyFrameWriter(string path, SensorSize size)
        : base(path, size)
    {
    }

    /// <summary>Writes a tensor as a file, whole or not at all.</summary>
    /// <typeparam name="T">byte, ushort, short, int or float.</typeparam>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="frames">The tensor, <c>[T, 2, H, W]</c> or of any other shape.</param>
    /// <exception cref="NotSupportedException">Arrays of T are not written.</exception>
    public static void Write<T>(string path, Tensor<T> frames)
        where T : unmanaged, INumber<T>
        => Write(path, NpyArray.Values(frames), frames.Lengths);

    /// <summary>Writes values as a file, whole or not at all.</summary>
    /// <typeparam name="T">byte, ushort, short, int or float.</typeparam>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The array's lengths.</param>
    /// <exception cref="ArgumentException">The shape is not that of the values.</exception>
    /// <exception cref="NotSupportedException">Arrays of T are not written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, ReadOnlySpan<nint> shape)
        where T : unmanaged, INumber<T>
    {
        byte[] header = NpyArray.Header<T>(values.Length, shape);
        using var file = new AtomicFile(path);
        file.Stream.Write(header);
        LittleEndian.Write(file.Stream, values);
        file.Commit();
    }

    private protected override Stream Begin(Stream file)
    {
        file.Write(Header()); // its length depends on neither T nor the type
        return file;
    }

    private protected override void Finish(Stream file)
    {
        file.Position = 0;
        file.Write(Header());
    }
}
