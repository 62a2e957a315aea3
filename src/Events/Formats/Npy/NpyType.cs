using System.Globalization;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// The type of an array's elements, from the header's <c>descr</c>: a string for a plain type, a list of fields for records. Field names
/// may be pairs (title, name); fields may be records or small arrays themselves, whose size alone matters here.
/// </summary>
internal sealed class NpyType
{
    /// <summary>Longest element accepted: a bound on what is fetched at once.</summary>
    public const int MaxBytes = 64 * 1024;

    private NpyType(int size, NpyScalar? scalar, IReadOnlyList<NpyField>? fields, string description)
    {
        Size = size;
        Scalar = scalar;
        Fields = fields;
        Description = description;
    }

    /// <summary>Bytes of an element.</summary>
    public int Size { get; }

    /// <summary>What the element is, where it is a number.</summary>
    public NpyScalar? Scalar { get; }

    /// <summary>The fields, padding left out, where it is a record.</summary>
    public IReadOnlyList<NpyField>? Fields { get; }

    /// <summary>The type for messages.</summary>
    public string Description { get; }

    /// <summary>Reads a type.</summary>
    /// <param name="descr">The literal.</param>
    /// <exception cref="FormatException">It is not a type that can be read; the message says what was found and expected.</exception>
    public static NpyType Parse(object? descr) => descr switch
    {
        string text => ParsePlain(text),
        List<object?> fields => ParseRecord(fields),
        object?[] { Length: 2 } pair => ParseArray(pair[0], pair[1]),
        Dictionary<string, object?> => throw new FormatException("descr as a dictionary of offsets, which NumPy does not write to files; expected a string or a list of fields"),
        _ => throw new FormatException("another kind of descr; expected a string or a list of fields"),
    };

    private static NpyType ParsePlain(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool bigEndian = !BitConverter.IsLittleEndian;
        if (rest.Length > 0 && rest[0] is '<' or '>' or '|' or '=')
        {
            bigEndian = rest[0] == '>' || (rest[0] is '=' && bigEndian);
            rest = rest[1..];
        }

        char kind = rest.Length > 0 ? rest[0] : '\0';
        if (kind == 'O')
            throw new FormatException($"type '{text}' (pickled Python objects); expected numbers");
        if (kind is 'M' or 'm' && rest.IndexOf('[') is > 0 and var unit)
            rest = rest[..unit];
        int length = 0;
        if (kind == '?' && rest.Length == 1)
            length = 1;
        else if (rest.Length < 2 || !int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out length))
            kind = '\0';
        NpyScalar? scalar = (kind, length) switch
        {
            ('i', 1 or 2 or 4 or 8) => new NpyScalar(NpyKind.Signed, length, bigEndian),
            ('u', 1 or 2 or 4 or 8) => new NpyScalar(NpyKind.Unsigned, length, bigEndian),
            ('b' or '?', 1) => new NpyScalar(NpyKind.Unsigned, 1, bigEndian),
            ('f', 2 or 4 or 8) => new NpyScalar(NpyKind.Float, length, bigEndian),
            _ => null,
        };
        if (scalar is null && kind is not ('V' or 'S' or 'a' or 'U' or 'c' or 'f' or 'm' or 'M'))
            throw new FormatException($"type '{text}'; expected a NumPy type such as '<i8', '|u1' or '|V3'");
        return new NpyType(Bounded(kind == 'U' ? 4L * length : length), scalar, null, text);
    }

    private static NpyType ParseRecord(List<object?> list)
    {
        var fields = new List<NpyField>();
        long offset = 0;
        foreach (object? item in list)
        {
            if (item is not object?[] { Length: 2 or 3 } field)
                throw new FormatException("a field that is not (name, type); expected such pairs");
            string? name = field[0] as string ?? (field[0] is object?[] { Length: 2 } titled ? titled[1] as string : null);
            if (name is null)
                throw new FormatException("a field without a name; expected (name, type)");
            NpyType type = field.Length == 2 ? Parse(field[1]) : ParseArray(field[1], field[2]);
            if (name.Length > 0)
                fields.Add(new NpyField(name, (int)offset, type.Scalar, type.Description));
            offset = Bounded(offset + type.Size);
        }

        return new NpyType((int)offset, null, fields, $"records of {string.Join(", ", fields.Select(f => f.Name))}");
    }

    private static NpyType ParseArray(object? element, object? shape)
    {
        NpyType type = Parse(element);
        long size = type.Size;
        foreach (object? side in shape as object?[] ?? [shape])
        {
            if (side is not long length || length is < 0 or > MaxBytes)
                throw new FormatException("a field's shape that is no tuple of lengths; expected one");
            size = Bounded(size * length);
        }

        return new NpyType((int)size, null, null, $"an array of {type.Description}");
    }

    private static int Bounded(long size)
        => size <= MaxBytes ? (int)size : throw new FormatException($"elements of {size} bytes; expected at most {MaxBytes}");
}
