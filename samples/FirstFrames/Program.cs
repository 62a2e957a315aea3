// A recording as frame tensors: `dotnet run --project samples/FirstFrames recording.aedat [WxH]` writes frames.npy and frames.png here.
using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Frames;

if (args.Length is 0 or > 2 || (args.Length == 2 && !SensorSize.TryParse(args[1], out _)))
{
    Console.Error.WriteLine("usage: FirstFrames RECORDING [WxH]");
    return 2;
}

SensorSize? size = args.Length == 2 && SensorSize.TryParse(args[1], out SensorSize given) ? given : null;
try
{
    using EventReader reader = EventFile.Open(args[0], new EventReadOptions { SensorSize = size });
    Tensor<ushort> frames = FrameBinning.ByCount(16).ToFrames(reader);
    NpyFrameWriter.Write("frames.npy", frames);
    FrameStrip.Draw(frames).SavePng("frames.png");
    Console.WriteLine($"{reader.EventsRead} events of {reader.Header.Format} -> [{string.Join(", ", frames.Lengths.ToArray())}] in frames.npy, drawn in frames.png");
    return 0;
}
catch (Exception error) when (error is NeuroKitException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
