namespace NeuroKit.Events.Simulation;

/// <summary>How a pixel's signal follows the light on it.</summary>
public enum PhotoreceptorResponse
{
    /// <summary>ln(I + <see cref="DvsSimulatorOptions.LogOffset"/>), as ESIM has it: the offset stands for stray light and dark current.</summary>
    Logarithmic,

    /// <summary>Linear for dark levels and logarithmic above <see cref="DvsSimulatorOptions.LinearBelow"/>, as v2e has it, so that steps between dark 8-bit levels make few events.</summary>
    LinearLogarithmic,
}
