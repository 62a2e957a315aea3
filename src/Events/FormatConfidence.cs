namespace NeuroKit.Events;

/// <summary>How sure a format is that content is its own.</summary>
public enum FormatConfidence
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>It could be: the format has no magic, but name and content fit.</summary>
    Plausible,

    /// <summary>It is: the content says so.</summary>
    Certain,
}
