namespace NeuroKit.Events;

/// <summary>What a reader does about content that contradicts its format.</summary>
public enum EventReadPolicy
{
    /// <summary>Throw <see cref="InvalidEventDataException"/>. The default; loaders and imports use it.</summary>
    Strict,

    /// <summary>
    /// Keep what is whole and note the fault in <see cref="EventReader.Diagnostics"/>: a bad value in a record of known length costs that
    /// record; a fault after which nobody knows where the next record begins ends the recording.
    /// </summary>
    KeepWhole,

    /// <summary>Skip what is bad, note it, and go on wherever the format lets a reader find its footing again.</summary>
    SkipBad,
}
