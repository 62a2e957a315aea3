namespace NeuroKit.Cli.Doctor;

/// <summary>One thing looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="State">How it came out.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What puts it right; null where nothing need be.</param>
internal sealed record DoctorCheck(string Name, DoctorState State, string Found, string? Advice = null)
{
    /// <summary>The state as the command line says it.</summary>
    public string StateWord => State switch
    {
        DoctorState.Fine => "ok",
        DoctorState.Missing => "missing",
        _ => "failed",
    };
}
