namespace NeuroKit.Events.Archives;

/// <summary>A stream of which the first bytes were looked at already, and behind which others are put.</summary>
internal sealed class PrefixedStream : ForwardOnlyStream
{
    private readonly byte[] _prefix;
    private readonly byte[] _suffix;
    private readonly Stream _rest;
    private readonly bool _leaveOpen;
    private int _given; // of the prefix
    private int _added; // of the suffix

    public PrefixedStream(ReadOnlySpan<byte> prefix, Stream rest, byte[] suffix, bool leaveOpen)
    {
        _prefix = prefix.ToArray();
        _rest = rest;
        _suffix = suffix;
        _leaveOpen = leaveOpen;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_given < _prefix.Length)
            return Give(_prefix, ref _given, buffer);
        int read = _added == 0 ? _rest.Read(buffer) : 0;
        return read > 0 ? read : Give(_suffix, ref _added, buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen)
            _rest.Dispose();
        base.Dispose(disposing);
    }

    private static int Give(byte[] bytes, ref int given, Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, bytes.Length - given);
        bytes.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }
}
