using NeuroKit.Events;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli;

/// <summary>The formats that the command line knows: the library's and HDF5, whose native library is loaded when such a file is met.</summary>
internal static class ToolFormats
{
    public static EventFormats All { get; } = EventFormats.Default.With(Hdf5Format.Instance);
}
