namespace NeuroKit.Events.Archives;

/// <summary>A stream that closes something else with itself.</summary>
internal sealed class OwningStream(Stream stream, IDisposable owned) : ForwardOnlyStream
{
    public override int Read(Span<byte> buffer) => stream.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
            owned.Dispose();
        }

        base.Dispose(disposing);
    }
}
