using NeuroKit.Events;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>Opens records of a store; its readers say the format that the recording had.</summary>
internal sealed class StoredEventFormat(string recordedFormat) : EventFormat
{
    /// <summary>The format that the recording was decoded from.</summary>
    public string RecordedFormat { get; } = recordedFormat;

    public override string Name => "store";

    public override string Description => "a record of a store";

    public override IReadOnlyList<string> Extensions => [];

    public override EventFormatCapabilities Capabilities { get; } = new();

    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name) => FormatConfidence.No;

    public override EventReader Open(EventSource source, EventReadOptions options) => new StoredEventReader(this, source, options);
}
