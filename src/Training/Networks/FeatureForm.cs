namespace NeuroKit.Training.Networks;

/// <summary>In which form a feature is handed out.</summary>
public enum FeatureForm
{
    /// <summary>The mean over the steps, [N, …].</summary>
    TimeMean,

    /// <summary>Every step, [T, N, …].</summary>
    PerStep,
}
