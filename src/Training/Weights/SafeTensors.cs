using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuroKit.Events.IO;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>
/// The safetensors format: eight bytes with the length of a JSON header, the header, which names the tensors with their types, shapes and
/// places, and their elements, little-endian and row by row.
/// </summary>
/// <remarks>
/// Source: the format's description in the repository <c>huggingface/safetensors</c>. Types: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.
/// </remarks>
public static class SafeTensors
{
    private const int LengthBytes = sizeof(ulong);
    private const int Alignment = 8;

    // The format's own limit.
    private const long MaximumHeaderBytes = 100_000_000;

    // A span counts in 31 bits, and a write of a gigabyte needs no more.
    private const long PieceBytes = 64L << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The content is not possible: the message says the byte, what was found and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensorSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return ReadSeekable(stream, path);
    }

    /// <summary>Reads from where the stream is to its end.</summary>
    /// <param name="stream">The stream; one that cannot seek is copied to a temporary file first.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="WeightFileException">The content is not possible: the message says the byte, what was found and what was expected.</exception>
    public static SafeTensorSet Read(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek)
            return ReadSeekable(stream, name);
        // What it claims cannot be held against a length that is unknown.
        using FileStream copy = new(Path.Combine(Path.GetTempPath(), $".neurokit-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        stream.CopyTo(copy);
        copy.Position = 0;
        return ReadSeekable(copy, name);
    }

    /// <summary>Writes a file: whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">The tensors by name, on any device.</param>
    /// <param name="metadata">Texts that go with them; null for none.</param>
    /// <exception cref="NotSupportedException">A tensor is of a type that the format does not have.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var file = new AtomicFile(path);
        Write(file.Stream, tensors, metadata);
        file.Commit();
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="tensors">The tensors by name, on any device.</param>
    /// <param name="metadata">Texts that go with them; null for none.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="NotSupportedException">A tensor is of a type that the format does not have.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        CheckOrder();
        // Large elements first, so that each tensor lies where its elements can be read in place.
        KeyValuePair<string, Tensor>[] ordered = [.. tensors.OrderByDescending(t => SafeTensorType.BytesOf(t.Value.dtype)).ThenBy(t => t.Key, StringComparer.Ordinal)];
        CheckNames(ordered);
        byte[] header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor tensor) in ordered)
            WriteElements(stream, tensor);
    }

    private static SafeTensorSet ReadSeekable(Stream stream, string file)
    {
        CheckOrder();
        long start = stream.Position;
        long bytes = stream.Length - start;
        if (bytes < LengthBytes)
            throw new WeightFileException($"{file}: byte 0: found {bytes} bytes; expected the header's length in {LengthBytes}", 0);
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaximumHeaderBytes || (long)length > bytes - LengthBytes)
            throw new WeightFileException($"{file}: byte 0: found a header of {length} bytes; expected at most {Math.Min(MaximumHeaderBytes, bytes - LengthBytes)}: not a safetensors file, or cut off", 0);
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        (List<SafeTensorEntry> entries, Dictionary<string, string> metadata) = SafeTensorHeader.Read(header, file, LengthBytes, bytes - LengthBytes - (long)length);
        var tensors = new Dictionary<string, Tensor>(entries.Count, StringComparer.Ordinal);
        try
        {
            foreach (SafeTensorEntry entry in entries)
                tensors.Add(entry.Name, ReadElements(stream, entry, file));
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }

        return new SafeTensorSet(tensors, metadata);
    }

    private static Tensor ReadElements(Stream stream, SafeTensorEntry entry, string file)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = empty(entry.Shape, entry.Type);
        foreach (Tensor piece in Pieces(tensor))
        {
            stream.ReadExactly(piece.bytes);
            if (entry.Type == ScalarType.Bool && piece.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                throw new WeightFileException($"{file}: byte {entry.HeaderOffset}: found truth values of '{entry.Name}' that are neither 0 nor 1; expected those", entry.HeaderOffset);
        }

        return tensor.DetachFromDisposeScope();
    }

    private static void WriteElements(Stream stream, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor piece in Pieces(tensor.detach().cpu().contiguous()))
            stream.Write(piece.bytes);
    }

    private static IEnumerable<Tensor> Pieces(Tensor contiguous)
    {
        Tensor flat = contiguous.reshape(-1);
        long most = PieceBytes / SafeTensorType.BytesOf(contiguous.dtype);
        for (long at = 0; at < flat.numel(); at += most)
            yield return flat.narrow(0, at, Math.Min(most, flat.numel() - at));
    }

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                long end = at + (tensor.numel() * SafeTensorType.BytesOf(tensor.dtype));
                json.WriteStartObject(name);
                json.WriteString("dtype", SafeTensorType.NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [at, end]);
                json.WriteEndObject();
                at = end;
            }

            json.WriteEndObject();
        }

        // Spaces, so that the elements begin at a multiple of eight.
        int padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void CheckNames(KeyValuePair<string, Tensor>[] tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, _) in tensors)
        {
            if (name == "__metadata__" || !names.Add(name))
                throw new ArgumentException($"found the name '{name}' {(name == "__metadata__" ? "for a tensor" : "twice")}; expected each name once, and none that the format keeps for itself", nameof(tensors));
        }
    }

    private static void CheckOrder()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("safetensors files are little-endian, and this processor is not");
    }
}
