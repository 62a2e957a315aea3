using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>A tensor as <c>.npy</c>, or as <c>.npz</c> of one array <c>frames</c>.</summary>
internal sealed class ArrayFile : FrameFile
{
    private readonly Func<FrameFileWriter> _create;
    private FrameFileWriter _writer;

    public ArrayFile(string path, SensorSize size, bool zipped)
        : base(path)
    {
        _create = zipped ? () => new NpzFrameWriter(path, size) : () => new NpyFrameWriter(path, size);
        _writer = _create();
    }

    public override string ElementType => WasWidened ? "int32" : "uint16";

    public override bool WasWidened => _writer.Widened;

    public override void Commit() => _writer.Complete();

    public override void Dispose() => _writer.Dispose();

    protected override void Reset()
    {
        if (_writer.FramesWritten == 0)
            return;
        _writer.Dispose();
        _writer = _create();
    }

    protected override void Write(FrameInfo frame, ReadOnlySpan<int> counts) => _writer.Write(counts);
}
