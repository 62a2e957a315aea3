using System.IO.Compression;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// The bytes of a zip member from start to end, checksummed. Several can be read side by side from one source. Broken content ends the
/// stream early and is told by <see cref="Fault"/>.
/// </summary>
internal sealed class ZipMemberStream : Stream
{
    // One checksum stands for a whole member, and a broken body inflates to something for a while: nobody can say where the damage begins.
    private const string AnyMayBeWrong = ": any value read from it may be wrong, those already given too";

    private readonly ZipEntry _entry;
    private readonly Stream _content;
    private long _position;
    private uint _crc;

    public ZipMemberStream(EventSource source, ZipEntry entry)
    {
        _entry = entry;
        var raw = new SourceRangeStream(source, entry.DataOffset, entry.CompressedSize);
        _content = entry.IsDeflated ? new DeflateStream(raw, CompressionMode.Decompress) : raw;
    }

    /// <summary>What is wrong with the content read so far, or null.</summary>
    public string? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Fault is not null || _position == _entry.Size || buffer.IsEmpty)
            return 0;
        int read = 0;
        try
        {
            // Never beyond the size that the directory says, however much a body would inflate to.
            read = _content.Read(buffer[..(int)Math.Min(buffer.Length, _entry.Size - _position)]);
        }
        catch (InvalidDataException error)
        {
            Fault = $"broken deflate data after {_position} of {_entry.Size} bytes ({error.Message}), so that no CRC-32 vouches for what came before{AnyMayBeWrong}";
        }

        if (read == 0)
        {
            Fault ??= _crc == _entry.Crc
                ? $"the end after {_position} of {_entry.Size} bytes"
                : $"the end after {_position} of {_entry.Size} bytes, of CRC-32 {_crc:X8} where the zip directory says {_entry.Crc:X8}{AnyMayBeWrong}";
            return 0;
        }

        _crc = Crc32.Append(_crc, buffer[..read]);
        _position += read;
        if (_position == _entry.Size && _crc != _entry.Crc)
            Fault = $"CRC-32 {_crc:X8} where the zip directory says {_entry.Crc:X8}{AnyMayBeWrong}";
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }
}
