namespace NeuroKit.Frames;

/// <summary>Which events an <see cref="AveragedTimeSurface"/> sees around each event.</summary>
public enum AveragedTimeSurfaceVariant
{
    /// <summary>
    /// Events before it in the recording with t_i − Δt ≤ t_j, those of the same time included, and the event itself, which adds 1 at the centre.
    /// Source: tonic, <c>tonic/functional/to_averaged_timesurface.py</c>, <c>to_averaged_timesurface_numpy</c>.
    /// </summary>
    Tonic,

    /// <summary>Earlier events only, t_i − Δt ≤ t_j &lt; t_i, and not the event itself. Source: Sironi et al. 2018.</summary>
    Paper,
}
