using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Hdf5;

/// <summary>A sample that is one of a file's recordings.</summary>
internal sealed class Hdf5SampleSource(string path, Hdf5Recording recording) : EventSampleSource
{
    public override EventReader Open(EventSample sample, EventReadOptions options) => Hdf5Recordings.Open(path, recording, options);
}
