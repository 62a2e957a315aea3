using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>What Fashion-DVS is made of. Immutable: change it with <c>with</c>.</summary>
public sealed record FashionDvsOptions
{
    /// <summary>The defaults: 2,000 recordings that look like N-MNIST's.</summary>
    public static FashionDvsOptions Default { get; } = new();

    /// <summary>Recordings a class in <c>train</c>, 0 … 6,000 with Fashion-MNIST's own files. Default: 180.</summary>
    public int TrainPerClass { get; init; } = 180;

    /// <summary>Recordings a class in <c>test</c>, 0 … 1,000 with Fashion-MNIST's own files. Default: 20.</summary>
    public int TestPerClass { get; init; } = 20;

    /// <summary>
    /// The sensor, at most 240 × 180 (AEDAT 2.0 holds no more). The picture and its movement are enlarged with it: 28 pixels on a
    /// side of 34. Default: N-MNIST's, 34 × 34.
    /// </summary>
    public SensorSize SensorSize { get; init; } = SensorSize.NMnist;

    /// <summary>Which sensor of its kind, and which noise; takes the place of <see cref="DvsSimulatorOptions.Seed"/>. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, 0 for as many as there are processors; the files are the same whatever it is. Default: 0.</summary>
    public int Threads { get; init; }

    /// <summary>The folder with Fashion-MNIST's four files; null (default) means <see cref="FashionMnist.DefaultRoot"/>.</summary>
    public string? FashionMnistRoot { get; init; }

    /// <summary>How the pictures move. Default: <see cref="SaccadePath.NMnist"/>.</summary>
    public ImagePath Path { get; init; } = SaccadePath.NMnist;

    /// <summary>
    /// The sensor's properties. Default: thresholds of 0.3 ± 0.03, an offset of 0.2 (a screen's black before a lens), 1 ms refractory period,
    /// 0.5 Hz of noise a pixel: on 34 × 34 pixels about 4,300 events a recording, half of them ON; nine of ten recordings have 3,100 to 5,900.
    /// </summary>
    public DvsSimulatorOptions Simulator { get; init; } = new()
    {
        OnThreshold = 0.3,
        OffThreshold = 0.3,
        ThresholdSigma = 0.03,
        LogOffset = 0.2,
        RefractoryMicroseconds = 1000,
        NoiseHertzPerPixel = 0.5,
    };

    /// <summary>Whether a Fashion-DVS folder made with other options, or damaged, is replaced. Any other folder never is. Default: no.</summary>
    public bool Replace { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(TrainPerClass);
        ArgumentOutOfRangeException.ThrowIfNegative(TestPerClass);
        if ((long)TrainPerClass + TestPerClass is 0 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(TrainPerClass), TrainPerClass, "TrainPerClass and TestPerClass together are 1 … 1,000,000.");
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (SensorSize is { Width: > 240 } or { Height: > 180 })
            throw new ArgumentOutOfRangeException(nameof(SensorSize), SensorSize, "Fashion-DVS is written as AEDAT 2.0, for sensors of at most 240x180.");
        ArgumentOutOfRangeException.ThrowIfLessThan(SensorSize.Width, 1, nameof(SensorSize));
        ArgumentNullException.ThrowIfNull(Path);
        ArgumentNullException.ThrowIfNull(Simulator);
        Simulator.Validate();
    }

    internal SynthesisParameters ToParameters() => new()
    {
        SensorSize = SensorSize,
        TrainPerClass = TrainPerClass,
        TestPerClass = TestPerClass,
        Path = Path.Description,
        Simulator = Simulator with { Seed = Seed },
    };
}
