namespace NeuroKit.Events;

/// <summary>What a reader skipped and noticed. Grows while reading.</summary>
public sealed class EventDiagnostics
{
    /// <summary>Most issues kept one by one; the rest are only counted.</summary>
    public const int MaxIssues = 100;

    private List<EventIssue>? _issues;

    /// <summary>Special events, triggers, APS words and other things that are not pixel events, each counted as the format counts its events.</summary>
    public long SkippedSpecial { get; set; }

    /// <summary>Inertial (IMU) words (AEDAT 2.0: seven a sample) or samples (AEDAT 3.1).</summary>
    public long SkippedImu { get; set; }

    /// <summary>Pixel events that the file itself marks as invalid, or that were skipped as bad under <see cref="EventReadPolicy.SkipBad"/>.</summary>
    public long SkippedInvalid { get; set; }

    /// <summary>Time-overflow markers: used to correct times, not events.</summary>
    public long OverflowMarkers { get; set; }

    /// <summary>Events earlier than the event before them.</summary>
    public long StepsBack { get; internal set; }

    /// <summary>Whether the recording ends in the middle of something.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>What was noticed, the first <see cref="MaxIssues"/>.</summary>
    public IReadOnlyList<EventIssue> Issues => (IReadOnlyList<EventIssue>?)_issues ?? [];

    /// <summary>How many things were noticed, those beyond <see cref="MaxIssues"/> too.</summary>
    public long IssueCount { get; private set; }

    /// <summary>Notes something.</summary>
    /// <param name="byteOffset">Where in the file, where known.</param>
    /// <param name="message">What was found and what was expected.</param>
    public void Note(long? byteOffset, string message)
    {
        IssueCount++;
        _issues ??= [];
        if (_issues.Count < MaxIssues)
            _issues.Add(new EventIssue(byteOffset, message));
    }
}
