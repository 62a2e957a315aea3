// A recording to HDF5, as events and as frames, for Python:
//   dotnet run --project samples/Hdf5Exchange -- recording.aedat 128x128
//   python3 samples/Hdf5Exchange/read_events.py events.h5
//   python3 samples/Hdf5Exchange/read_frames.py frames.h5
using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames;

if (args is not [var path, var sides] || !SensorSize.TryParse(sides, out SensorSize size))
{
    Console.Error.WriteLine("usage: Hdf5Exchange RECORDING WIDTHxHEIGHT");
    return 2;
}

// One format more than the library knows by itself, named once.
EventFormats formats = EventFormats.Default.With(Hdf5Format.Instance);
using EventReader reader = EventFile.Open(path, new EventReadOptions { SensorSize = size }, formats);
using EventBuffer events = reader.ReadAll();
EventFile.Write("events.h5", events, new EventWriteOptions { SensorSize = size }, formats);

FixedFrameBinning rule = FrameBinning.ByCount(16);
ushort[] frames = new ushort[16 * 2 * size.Pixels];
rule.ToFrames(events, size, frames.AsSpan());
using var writer = new Hdf5FrameWriter("frames.h5", new Hdf5FrameOptions { SensorSize = size, Rule = rule.Description });
writer.BeginSample(id: Path.GetFileName(path));
writer.Write<ushort>(frames);
writer.Complete();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"events.h5: {events.Count} events; frames.h5: [1, 16, 2, {size.Height}, {size.Width}]"));
return 0;
