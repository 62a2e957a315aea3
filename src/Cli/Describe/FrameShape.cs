namespace NeuroKit.Cli.Describe;

/// <summary>The shape of one sample's frames.</summary>
internal readonly record struct FrameShape(int Steps, int Channels, int Height, int Width);
