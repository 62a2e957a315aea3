namespace NeuroKit.Frames.Stores;

/// <summary>What an import does about a recording that it cannot read.</summary>
public enum ImportFailureHandling
{
    /// <summary>Ends with an exception that names the file; what was imported before is kept to go on with.</summary>
    Stop,

    /// <summary>Leaves the recording out, notes why in the set, and goes on.</summary>
    Collect,
}
