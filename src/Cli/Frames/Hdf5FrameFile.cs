using NeuroKit.Events;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>A tensor as <c>/frames [1, T, 2, H, W]</c> of an HDF5 file, with its label where there is one.</summary>
internal sealed class Hdf5FrameFile : FrameFile
{
    private readonly Func<Hdf5FrameWriter> _create;
    private Hdf5FrameWriter _writer;

    public Hdf5FrameFile(string path, SensorSize size, string rule, long? label, string source, string sourceSha256)
        : base(path)
    {
        _create = () =>
        {
            var writer = new Hdf5FrameWriter(path, new Hdf5FrameOptions { SensorSize = size, Rule = rule });
            writer.BeginSample(label, System.IO.Path.GetFileName(source), sourceSha256);
            return writer;
        };
        _writer = _create();
    }

    public override string ElementType => WasWidened ? "int32" : "uint16";

    public override bool WasWidened => _writer.Widened;

    public override void Commit() => _writer.Complete();

    public override void Dispose() => _writer.Dispose();

    protected override void Reset()
    {
        _writer.Dispose();
        _writer = _create();
    }

    protected override void Write(FrameInfo frame, ReadOnlySpan<int> counts) => _writer.Write(counts);
}
