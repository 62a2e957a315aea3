using NeuroKit.Cli.Frames;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Datasets;

/// <summary>What <c>dataset export</c> was asked for.</summary>
/// <param name="Output">The file; several T get names beside it.</param>
/// <param name="Rule">How events become frames.</param>
/// <param name="Options">How bad events are treated.</param>
/// <param name="Element">Type of the counts.</param>
/// <param name="Threads">Threads that bin; null: the loader's default.</param>
/// <param name="Split">How to divide the set; null: as it is.</param>
/// <param name="Part">The part to export; null: all.</param>
internal sealed record FrameExportRequest(string Output, FrameRule Rule, FrameOptions Options, Hdf5FrameElement Element, int? Threads, SplitRule? Split, string? Part);
