namespace NeuroKit.Events.Datasets;

/// <summary>What can be wrong with a data set's files.</summary>
public enum DatasetProblemKind
{
    /// <summary>A file, a class or a part that should be there is not.</summary>
    Missing,

    /// <summary>A file or folder that is no part of the set.</summary>
    Extra,

    /// <summary>A file that cannot be read whole as what it should be.</summary>
    Corrupt,

    /// <summary>Two recordings with the same bytes.</summary>
    Duplicate,

    /// <summary>A class or part that has another number of samples than it should.</summary>
    WrongCount,
}
