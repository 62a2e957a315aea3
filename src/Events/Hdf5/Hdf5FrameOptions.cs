using System.Collections.ObjectModel;

namespace NeuroKit.Events.Hdf5;

/// <summary>What an export of frames says of itself, and how it is stored.</summary>
public sealed record Hdf5FrameOptions
{
    /// <summary>The sensor's size: the frames' H and W.</summary>
    public required SensorSize SensorSize { get; init; }

    /// <summary>Channels a frame. Default: 2, OFF and ON.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>Type of the elements. Default: uint16, int32 where a count does not fit.</summary>
    public Hdf5FrameElement Element { get; init; }

    /// <summary>The classes' names, by label; attribute <c>class_names</c>. Default: none, nothing is written.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>How events became frames, in words; attribute <c>rule</c>. Default: null.</summary>
    public string? Rule { get; init; }

    /// <summary>The split's name; attribute <c>split</c>. Default: null.</summary>
    public string? Split { get; init; }

    /// <summary>Further attributes of the file, as texts. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Deflate level, 0 (not compressed) to 9. Default: 4.</summary>
    public int Level { get; init; } = 4;
}
