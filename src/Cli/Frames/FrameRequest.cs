using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>What one <c>frames</c> command line asks for.</summary>
/// <param name="Input">The recording.</param>
/// <param name="Output">OUT as the user said it.</param>
/// <param name="Rule">How events become frames.</param>
/// <param name="Reading">Format, size, data set.</param>
/// <param name="Options">What becomes of bad events.</param>
/// <param name="Labels">The CSV of label windows, where there is one.</param>
internal sealed record FrameRequest(
    string Input, string Output, FrameRule Rule, EventReadOptions Reading, FrameOptions Options, string? Labels);
