using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>Reads and checks the JSON header of a safetensors file: nothing that it says is believed before it is found to be possible.</summary>
internal ref struct SafeTensorHeader
{
    private const int MaximumDimensions = 64;
    private const string MetadataName = "__metadata__";

    private readonly string _file;
    private readonly long _origin;
    private readonly long _dataBytes;
    private Utf8JsonReader _json;

    private SafeTensorHeader(ReadOnlySpan<byte> header, string file, long origin, long dataBytes)
    {
        _file = file;
        _origin = origin;
        _dataBytes = dataBytes;
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 8 });
    }

    private readonly long Offset => _origin + _json.TokenStartIndex;

    /// <summary>Reads a header.</summary>
    /// <param name="header">Its bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="origin">Where in the file the header begins.</param>
    /// <param name="dataBytes">The bytes behind the header, which the tensors must fill without gap or overlap.</param>
    /// <returns>The tensors in the order of their bytes, and the texts.</returns>
    /// <exception cref="WeightFileException">The header is not one, or says what cannot be.</exception>
    public static (List<SafeTensorEntry> Entries, Dictionary<string, string> Metadata) Read(ReadOnlySpan<byte> header, string file, long origin, long dataBytes)
    {
        var reader = new SafeTensorHeader(header, file, origin, dataBytes);
        try
        {
            return reader.ReadAll();
        }
        catch (JsonException exception)
        {
            throw new WeightFileException($"{file}: byte {reader._origin + reader._json.BytesConsumed}: found a header that is not JSON ({exception.Message.Split(" LineNumber")[0]})", reader._origin + reader._json.BytesConsumed, exception);
        }
        catch (InvalidOperationException exception)
        {
            // Text that is no UTF-8, or half of a surrogate pair.
            throw new WeightFileException($"{file}: byte {reader.Offset}: found text that is not Unicode", reader.Offset, exception);
        }
    }

    private (List<SafeTensorEntry> Entries, Dictionary<string, string> Metadata) ReadAll()
    {
        var entries = new List<SafeTensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        Next(JsonTokenType.StartObject, "a JSON object");
        while (NextName() is { } name)
        {
            long offset = Offset;
            if (name == MetadataName)
                metadata = metadata is null ? ReadMetadata() : throw Bad(offset, $"'{MetadataName}' twice", "it once");
            else if (!names.Add(name))
                throw Bad(offset, $"the tensor '{name}' twice", "each name once");
            else
                entries.Add(ReadEntry(name, offset));
        }

        if (_json.Read()) // spaces may follow, nothing else
            throw Bad(Offset, "more behind the header's object", "its end");
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (SafeTensorEntry entry in entries)
        {
            if (entry.Begin != at)
            {
                throw Bad(entry.HeaderOffset, $"'{entry.Name}' at bytes {entry.Begin} to {entry.End}, {(entry.Begin < at ? "over the bytes of another tensor" : "behind a gap")}", $"its beginning at {at}");
            }

            at = entry.End;
        }

        return at == _dataBytes
            ? (entries, metadata ?? [])
            : throw Bad(_origin, $"{_dataBytes} bytes behind the header", $"{at}, as the tensors take");
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, "an object of texts");
        while (NextName() is { } key)
        {
            long offset = Offset;
            Next(JsonTokenType.String, "a text");
            if (!metadata.TryAdd(key, _json.GetString()!))
                throw Bad(offset, $"'{key}' twice", "each key once");
        }

        return metadata;
    }

    private SafeTensorEntry ReadEntry(string name, long offset)
    {
        ScalarType? type = null;
        long[]? shape = null;
        long[]? range = null;
        Next(JsonTokenType.StartObject, $"an object that describes '{name}'");
        while (NextName() is { } key)
        {
            long at = Offset;
            switch (key)
            {
                case "dtype" when type is null:
                    Next(JsonTokenType.String, "the name of a type");
                    string text = _json.GetString()!;
                    type = SafeTensorType.TryGet(text, out ScalarType known) ? known : throw Bad(Offset, $"the type '{text}' of '{name}'", $"one of {SafeTensorType.Names}");
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(MaximumDimensions, "the sides of a tensor");
                    break;
                case "data_offsets" when range is null:
                    range = ReadNumbers(2, "beginning and end");
                    if (range.Length != 2)
                        throw Bad(at, $"{range.Length} numbers for the bytes of '{name}'", "beginning and end");
                    break;
                default:
                    throw Bad(at, $"'{key}' of '{name}'", "dtype, shape and data_offsets, each once");
            }
        }

        if (type is not { } elements || shape is null || range is null)
            throw Bad(offset, $"a description of '{name}' without {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}", "dtype, shape and data_offsets");
        if (range[0] > range[1] || range[1] > _dataBytes)
            throw Bad(offset, $"'{name}' at bytes {range[0]} to {range[1]}", $"a range within the {_dataBytes} bytes behind the header");
        long bytes = ByteCount(name, elements, shape, offset);
        return bytes == range[1] - range[0]
            ? new SafeTensorEntry(name, elements, shape, range[0], range[1], offset)
            : throw Bad(offset, $"{range[1] - range[0]} bytes for '{name}' of shape [{string.Join(", ", shape)}]", bytes.ToString(CultureInfo.InvariantCulture));
    }

    private readonly long ByteCount(string name, ScalarType type, long[] shape, long offset)
    {
        try
        {
            // The strides of an empty tensor must be countable too.
            _ = shape.Aggregate((long)SafeTensorType.BytesOf(type), (product, side) => checked(product * Math.Max(side, 1)));
            return shape.Aggregate((long)SafeTensorType.BytesOf(type), (product, side) => checked(product * side));
        }
        catch (OverflowException)
        {
            throw Bad(offset, $"the shape [{string.Join(", ", shape)}] of '{name}'", "a tensor that can be counted in 63 bits");
        }
    }

    private long[] ReadNumbers(int most, string expected)
    {
        var numbers = new List<long>();
        Next(JsonTokenType.StartArray, expected);
        while (true)
        {
            _json.Read();
            if (_json.TokenType == JsonTokenType.EndArray)
                return [.. numbers];
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Bad(Offset, _json.TokenType == JsonTokenType.Number ? "a number that is not whole or not above 0" : $"{_json.TokenType}", "a whole number of at least 0");
            if (numbers.Count == most)
                throw Bad(Offset, $"more than {most} numbers", expected);
            numbers.Add(number);
        }
    }

    private void Next(JsonTokenType type, string expected)
    {
        if (!_json.Read() || _json.TokenType != type)
            throw Bad(Offset, $"{_json.TokenType}", expected);
    }

    private string? NextName()
    {
        _json.Read(); // the end of the text within an object is a JsonException
        return _json.TokenType == JsonTokenType.EndObject ? null : _json.GetString();
    }

    private readonly WeightFileException Bad(long offset, string found, string expected)
        => new($"{_file}: byte {offset}: found {found}; expected {expected}", offset);
}
