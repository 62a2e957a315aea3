// A recording to HDF5, as events and as frames, for Python:
//   dotnet run --project samples/Hdf5Exchange -- recording.aedat 128x128 3        (3: its label, where it has one)
//   python3 samples/Hdf5Exchange/read_events.py events.h5
//   python3 samples/Hdf5Exchange/read_frames.py frames.h5
using System.Globalization;
using System.Security.Cryptography;
using NeuroKit.Events;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames;

if (args is not [var path, var sides, .. var rest] || rest.Length > 1 || !SensorSize.TryParse(sides, out SensorSize size))
{
    Console.Error.WriteLine("usage: Hdf5Exchange RECORDING WIDTHxHEIGHT [LABEL]");
    return 2;
}

long? label = rest is [var number] ? long.Parse(number, CultureInfo.InvariantCulture) : null;
string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))); // says what the files were made from

// One format more than the library knows by itself, named once.
EventFormats formats = EventFormats.Default.With(Hdf5Format.Instance);
using EventReader reader = EventFile.Open(path, new EventReadOptions { SensorSize = size }, formats);
using EventBuffer events = reader.ReadAll();
EventFile.Write("events.h5", events, new EventWriteOptions { SensorSize = size, FormatOptions = [new Hdf5WriteOptions { SourceSha256 = digest }] }, formats);

FixedFrameBinning rule = FrameBinning.ByCount(16);
ushort[] frames = new ushort[16 * 2 * size.Pixels];
rule.ToFrames(events, size, frames.AsSpan());
using var writer = new Hdf5FrameWriter("frames.h5", new Hdf5FrameOptions { SensorSize = size, Rule = rule.Description });
writer.BeginSample(label, Path.GetFileName(path), digest);
writer.Write<ushort>(frames);
writer.Complete();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"events.h5: {events.Count} events; frames.h5: [1, 16, 2, {size.Height}, {size.Width}]"));
return 0;
