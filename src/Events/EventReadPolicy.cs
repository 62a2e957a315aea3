namespace NeuroKit.Events;

/// <summary>What a reader does about content that contradicts its format.</summary>
public enum EventReadPolicy
{
    /// <summary>Throw <see cref="InvalidEventDataException"/>. The default; loaders and imports use it.</summary>
    Strict,

    /// <summary>Keep what is whole before the fault, note it in <see cref="EventReader.Diagnostics"/>, and end there.</summary>
    KeepWhole,

    /// <summary>Skip what is bad, note it, and go on wherever the format lets a reader find its footing again.</summary>
    SkipBad,
}
