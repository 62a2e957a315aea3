using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames;

/// <summary>
/// Writes frames as an <c>.npz</c> of one array, stored, that NumPy's <c>load</c> reads: whole, or frame by frame. Frames given one by one
/// wait in a temporary file beside the output (in memory up to 256 KiB of a whole array). The same frames give the same bytes.
/// </summary>
public sealed class NpzFrameWriter : FrameFileWriter
{
    /// <summary>Name of the array unless told otherwise.</summary>
    public const string DefaultArrayName = "frames";

    private readonly string _arrayName;
    private FileStream? _spool;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="arrayName">Name of the array.</param>
    /// <exception cref="ArgumentException">The name is empty or not of printable ASCII without slashes.</exception>
    public NpzFrameWriter(string path, SensorSize size, string arrayName = DefaultArrayName)
        : base(path, size)
        => _arrayName = Checked(arrayName, this);

    /// <summary>Writes a tensor as a file, whole or not at all.</summary>
    /// <typeparam name="T">byte, ushort, short, int or float.</typeparam>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="frames">The tensor, <c>[T, 2, H, W]</c> or of any other shape.</param>
    /// <param name="arrayName">Name of the array.</param>
    /// <exception cref="NotSupportedException">Arrays of T are not written.</exception>
    public static void Write<T>(string path, Tensor<T> frames, string arrayName = DefaultArrayName)
        where T : unmanaged, INumber<T>
        => Write(path, NpyArray.Values(frames), frames.Lengths, arrayName);

    /// <summary>Writes values as a file, whole or not at all.</summary>
    /// <typeparam name="T">byte, ushort, short, int or float.</typeparam>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The array's lengths.</param>
    /// <param name="arrayName">Name of the array.</param>
    /// <exception cref="ArgumentException">The shape is not that of the values, or the name is not one.</exception>
    /// <exception cref="NotSupportedException">Arrays of T are not written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, ReadOnlySpan<nint> shape, string arrayName = DefaultArrayName)
        where T : unmanaged, INumber<T>
    {
        byte[] header = NpyArray.Header<T>(values.Length, shape);
        Checked(arrayName, null);
        using var file = new AtomicFile(path);
        using var spool = new TemporarySpool(TemporarySpool.FolderFor(file.Stream));
        LittleEndian.Write(spool.ForWriting((long)values.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()), values);
        Zip(file.Stream, arrayName, header, spool.Stream);
        file.Commit();
    }

    private protected override Stream Begin(Stream file) => _spool = TemporarySpool.CreateFile(TemporarySpool.FolderFor(file));

    private protected override void Finish(Stream file) => Zip(file, _arrayName, Header(), _spool!);

    private protected override void Release() => _spool?.Dispose();

    private static void Zip(Stream file, string arrayName, byte[] header, Stream body)
    {
        var zip = new StoredZipWriter(file);
        zip.Add(arrayName + ".npy", header, body);
        zip.Finish();
    }

    private static string Checked(string arrayName, NpzFrameWriter? owner)
    {
        if (!string.IsNullOrEmpty(arrayName) && arrayName.Length <= 255 && !arrayName.AsSpan().ContainsAnyExceptInRange('!', '~')
            && !arrayName.AsSpan().ContainsAny('/', '\\'))
            return arrayName;
        owner?.Dispose();
        throw new ArgumentException($"'{arrayName}' is no name for an array: one to 255 printable ASCII characters without slashes and blanks.", nameof(arrayName));
    }
}
