using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Reads the Python literal that a NumPy header is: dictionaries, lists, tuples, strings, integers, True, False and None; nothing is
/// evaluated. Values are <c>Dictionary&lt;string, object?&gt;</c>, <c>List&lt;object?&gt;</c> (lists), <c>object?[]</c> (tuples),
/// <c>string</c>, <c>long</c>, <c>bool</c> and null. Work and memory follow from the text's length.
/// </summary>
internal ref struct NpyLiteral
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;

    private NpyLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads one value; only white space may follow.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">It is not such a literal; the message says what and where.</exception>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var literal = new NpyLiteral(text);
        object? value = literal.Value();
        literal.SkipSpace();
        if (literal._at < text.Length)
            literal.Fail("the end");
        return value;
    }

    private object? Value()
    {
        SkipSpace();
        char next = Peek();
        switch (next)
        {
            case '{':
                return Nested(next);
            case '[':
            case '(':
                return Nested(next);
            case '\'':
            case '"':
                return Text();
            case '-' or (>= '0' and <= '9'):
                return Integer();
            default:
                return Name();
        }
    }

    private object Nested(char open)
    {
        if (++_depth > MaxDepth)
            Fail($"at most {MaxDepth} levels of brackets");
        _at++;
        object value = open switch
        {
            '{' => Dictionary(),
            '[' => Items(']', out _),
            _ => Tuple(),
        };
        _depth--;
        return value;
    }

    private Dictionary<string, object?> Dictionary()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!TakeIf('}'))
        {
            SkipSpace();
            if (Peek() is not ('\'' or '"'))
                Fail("a key in quotes");
            string key = Text();
            Take(':');
            if (!values.TryAdd(key, Value()))
                Fail($"one value of '{key}'");
            if (!TakeIf(','))
            {
                Take('}');
                break;
            }
        }

        return values;
    }

    // (x) is x in brackets; (x,) and (x, y) are tuples.
    private object Tuple()
    {
        List<object?> items = Items(')', out bool comma);
        return items.Count == 1 && !comma ? items[0]! : items.ToArray();
    }

    private List<object?> Items(char close, out bool comma)
    {
        var items = new List<object?>();
        comma = false;
        while (!TakeIf(close))
        {
            items.Add(Value());
            comma = TakeIf(',');
            if (!comma)
            {
                Take(close);
                break;
            }
        }

        return items;
    }

    private string Text()
    {
        char quote = _text[_at++];
        int plain = _text[_at..].IndexOfAny(quote, '\\', '\n');
        if (plain >= 0 && _text[_at + plain] == quote)
        {
            string whole = _text.Slice(_at, plain).ToString();
            _at += plain + 1;
            return whole;
        }

        var text = new StringBuilder();
        while (true)
        {
            char c = Peek();
            if (c is '\n' or '\0')
                Fail("a closing quote");
            _at++;
            if (c == quote)
                return text.ToString();
            text.Append(c == '\\' ? Escape() : c);
        }
    }

    private char Escape()
    {
        char c = Peek();
        _at++;
        int digits = c switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0)
        {
            if (_at + digits > _text.Length || !ushort.TryParse(_text.Slice(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                Fail($"{digits} hexadecimal digits");
                return default;
            }

            _at += digits;
            return (char)code;
        }

        switch (c)
        {
            case '\\' or '\'' or '"':
                return c;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            default:
                Fail("an escape of \\\\ \\' \\\" \\n \\r \\t \\x \\u");
                return default;
        }
    }

    private object Integer()
    {
        int start = _at++;
        while (Peek() is >= '0' and <= '9')
            _at++;
        if (!long.TryParse(_text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            _at = start;
            Fail("an integer of at most 64 bits");
        }

        if (Peek() == 'L')
            _at++; // Python 2 wrote long integers so
        return value;
    }

    private object? Name()
    {
        foreach ((string name, object? value) in ((string, object?)[])[("True", true), ("False", false), ("None", null)])
        {
            if (_text[_at..].StartsWith(name, StringComparison.Ordinal))
            {
                _at += name.Length;
                return value;
            }
        }

        Fail("a dictionary, list, tuple, string, integer, True, False or None");
        return null;
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private bool TakeIf(char c)
    {
        SkipSpace();
        if (Peek() != c)
            return false;
        _at++;
        return true;
    }

    private void Take(char c)
    {
        if (!TakeIf(c))
            Fail($"'{c}'");
    }

    [DoesNotReturn]
    private readonly void Fail(string expected)
    {
        string found = _at < _text.Length ? $"\"{_text.Slice(_at, Math.Min(16, _text.Length - _at))}\"" : "the end";
        throw new FormatException($"{found} at character {_at}; expected {expected}");
    }
}
