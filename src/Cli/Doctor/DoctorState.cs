namespace NeuroKit.Cli.Doctor;

/// <summary>How a check came out.</summary>
internal enum DoctorState
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Something optional is missing: a verb or two will say so.</summary>
    Missing,

    /// <summary>Something that everything needs is missing.</summary>
    Failed,
}
