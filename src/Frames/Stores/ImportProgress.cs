namespace NeuroKit.Frames.Stores;

/// <summary>How far an import is.</summary>
/// <param name="Done">Recordings in the set, those of an interrupted import counted.</param>
/// <param name="Total">Recordings in all; 0 where that is not known yet: in the pass over a tar.</param>
/// <param name="Events">Events in the set so far.</param>
/// <param name="WaitingFor">Who else imports the same at this moment; null unless this one waits for it.</param>
public readonly record struct ImportProgress(int Done, int Total, long Events, string? WaitingFor = null);
