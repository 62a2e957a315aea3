namespace NeuroKit.Events.Archives;

/// <summary>Counts what is read of a stream.</summary>
internal sealed class CountingStream(Stream stream, bool leaveOpen) : ForwardOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = stream.Read(buffer);
        Count += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
