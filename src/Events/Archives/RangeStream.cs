namespace NeuroKit.Events.Archives;

/// <summary>A stretch of an archive's bytes from start to end.</summary>
internal sealed class RangeStream(ArchiveBytes bytes, long start, long length) : ForwardOnlyStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        int read = bytes.Read(start + _position, buffer[..(int)Math.Min(buffer.Length, length - _position)]);
        _position += read;
        return read;
    }
}
