namespace NeuroKit.Events.Simulation;

/// <summary>The sensor that <see cref="DvsSimulator"/> plays. Immutable: change it with <c>with</c>.</summary>
public sealed record DvsSimulatorOptions
{
    /// <summary>Smallest threshold that a pixel can have, whatever its mismatch: 0.01 in ln(light), as in ESIM and v2e.</summary>
    public const double MinimumThreshold = 0.01;

    /// <summary>Longest step and longest time between two rendered frames: 2³⁰ µs, 18 minutes.</summary>
    public const long MaximumStepMicroseconds = 1L << 30;

    /// <summary>The defaults.</summary>
    public static DvsSimulatorOptions Default { get; } = new();

    /// <summary>Rise of ln(light) that makes an ON event, at least <see cref="MinimumThreshold"/>. Default: 0.2 (a rise by 22 %).</summary>
    public double OnThreshold { get; init; } = 0.2;

    /// <summary>Fall of ln(light) that makes an OFF event, at least <see cref="MinimumThreshold"/>. Default: 0.2 (a fall by 18 %).</summary>
    public double OffThreshold { get; init; } = 0.2;

    /// <summary>Standard deviation of the thresholds between pixels, in ln(light); every pixel draws its two once. Default: 0.03.</summary>
    public double ThresholdSigma { get; init; } = 0.03;

    /// <summary>How a pixel's signal follows the light. Default: <see cref="PhotoreceptorResponse.Logarithmic"/>.</summary>
    public PhotoreceptorResponse Response { get; init; }

    /// <summary>What is added to the luminance (0 black … 1 white) before the logarithm, 10⁻⁶ … 1; the contrast between white and black is ln(1 + 1 / offset). Default: 0.001.</summary>
    public double LogOffset { get; init; } = 0.001;

    /// <summary>Up to which level (in 255ths of white, more than 1, at most 255) the linear-logarithmic response is linear. Default: 20.</summary>
    public double LinearBelow { get; init; } = 20;

    /// <summary>Time after an event in which its pixel gives no other. Default: 100 µs.</summary>
    public long RefractoryMicroseconds { get; init; } = 100;

    /// <summary>Background activity: events a second and pixel, a Poisson process, ON and OFF alike. Default: 0.1.</summary>
    public double NoiseHertzPerPixel { get; init; } = 0.1;

    /// <summary>Time between two pictures rendered along a path; between them a pixel's signal is taken to be a straight line. Default: 1,000 µs.</summary>
    public long StepMicroseconds { get; init; } = 1000;

    /// <summary>Which sensor of its kind (threshold mismatch), and with the recording's number which noise. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">Values are outside their ranges; the message lists them all.</exception>
    public void Validate()
    {
        List<string> wrong = [];
        Check(OnThreshold is >= MinimumThreshold and <= 100, nameof(OnThreshold), OnThreshold, "0.01 … 100");
        Check(OffThreshold is >= MinimumThreshold and <= 100, nameof(OffThreshold), OffThreshold, "0.01 … 100");
        Check(ThresholdSigma is >= 0 and <= 100, nameof(ThresholdSigma), ThresholdSigma, "0 … 100");
        Check(Enum.IsDefined(Response), nameof(Response), Response, "Logarithmic or LinearLogarithmic");
        Check(LogOffset is >= 1e-6 and <= 1, nameof(LogOffset), LogOffset, "0.000001 … 1");
        Check(LinearBelow is > 1 and <= 255, nameof(LinearBelow), LinearBelow, "more than 1, at most 255");
        Check(RefractoryMicroseconds is >= 0 and <= MaximumStepMicroseconds, nameof(RefractoryMicroseconds), RefractoryMicroseconds, "0 … 2^30");
        Check(NoiseHertzPerPixel is >= 0 and <= 1e6, nameof(NoiseHertzPerPixel), NoiseHertzPerPixel, "0 … 1,000,000");
        Check(StepMicroseconds is >= 1 and <= MaximumStepMicroseconds, nameof(StepMicroseconds), StepMicroseconds, "1 … 2^30");
        if (wrong.Count > 0)
            throw new ArgumentException("Simulator options: " + string.Join("; ", wrong) + ".");

        void Check(bool right, string name, object value, string range)
        {
            if (!right)
                wrong.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}, expected {range}"));
        }
    }
}
