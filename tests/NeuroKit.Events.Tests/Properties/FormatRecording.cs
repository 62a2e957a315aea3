using NeuroKit.Testing;

namespace NeuroKit.Events.Tests.Properties;

/// <summary>A format that can be written, and a recording that it can hold.</summary>
public sealed record FormatRecording(EventFormat Format, Recording Recording);
