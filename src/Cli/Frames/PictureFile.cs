using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>A strip of frames as <c>.png</c>.</summary>
internal sealed class PictureFile(string path, SensorSize size) : FrameFile(path)
{
    private FrameStrip _strip = new(size);

    public override string ElementType => "picture";

    public override void Commit() => _strip.Draw().SavePng(Path);

    protected override void Reset() => _strip = new FrameStrip(size);

    protected override void Write(FrameInfo frame, ReadOnlySpan<int> counts) => _strip.Add(frame, counts);
}
