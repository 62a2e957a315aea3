using System.Globalization;
using System.IO.Compression;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Archives;

/// <summary>
/// A zip member's content from start to end. It gives exactly the bytes that are declared; the call that meets the end has compared their
/// checksum, and anything else is an <see cref="ArchiveException"/>.
/// </summary>
internal sealed class MemberStream : ForwardOnlyStream
{
    private readonly string _archive;
    private readonly ArchiveMember _member;
    private readonly Stream _content;
    private readonly long _dataOffset;
    private readonly IDisposable? _owner;
    private long _position;
    private uint _crc;
    private bool _isChecked;

    /// <summary>Opens a member.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="member">The member.</param>
    /// <param name="dataOffset">Where its bytes begin.</param>
    /// <param name="isDeflated">Whether they are deflated, else stored.</param>
    /// <param name="owner">What to dispose of with the stream.</param>
    public MemberStream(ArchiveBytes archive, ArchiveMember member, long dataOffset, bool isDeflated, IDisposable? owner)
    {
        _archive = archive.Name;
        _member = member;
        _dataOffset = dataOffset;
        _owner = owner;
        var raw = new RangeStream(archive, dataOffset, member.CompressedLength);
        _content = isDeflated ? new DeflateStream(raw, CompressionMode.Decompress) : raw;
    }

    public override long Length => _member.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_position == _member.Length)
        {
            CheckEnd();
            return 0;
        }

        int read = ReadContent(buffer[..(int)Math.Min(buffer.Length, _member.Length - _position)]);
        if (read == 0)
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"the end after {_position} bytes"), string.Create(CultureInfo.InvariantCulture, $"{_member.Length} bytes, as the directory says"));
        _crc = Crc32.Append(_crc, buffer[..read]);
        _position += read;
        if (_position == _member.Length)
            CheckEnd();
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _owner?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (_isChecked)
            return;
        Span<byte> more = stackalloc byte[1];
        if (ReadContent(more) > 0)
            throw Fault("content that goes on", string.Create(CultureInfo.InvariantCulture, $"its end after {_member.Length} bytes, as the directory says"));
        if (_crc != _member.Crc32)
            throw Fault($"content of CRC-32 {_crc:X8}", $"{_member.Crc32:X8}, as the directory says");
        _isChecked = true;
    }

    private int ReadContent(Span<byte> into)
    {
        try
        {
            return _content.Read(into);
        }
        catch (InvalidDataException error)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"broken deflate data after {_position} bytes"), "deflate data (RFC 1951)", error);
        }
    }

    private ArchiveException Fault(string found, string expected, Exception? cause = null)
        => new(_archive, _member.Name, _dataOffset, found, expected, cause);
}
