namespace NeuroKit.Events.Datasets;

/// <summary>How a data set's recordings lie in folders.</summary>
public enum DatasetLayoutKind
{
    /// <summary>A folder a class, possibly in folders of the parts (<see cref="DatasetSplit.Folders"/>) and in the folders that archives unpack into.</summary>
    ClassFolders,

    /// <summary>
    /// Recordings with a label file beside each (<c>NAME_labels.csv</c>), whose rows are the samples; lists of the parts'
    /// recordings (<see cref="DatasetSplit.RecordingList"/>). DVS-Gesture's.
    /// </summary>
    LabelWindows,
}
