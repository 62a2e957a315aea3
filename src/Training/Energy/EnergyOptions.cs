using System.Globalization;

namespace NeuroKit.Training.Energy;

/// <summary>The conventions of an energy figure. Figures of different conventions do not compare; a report says its own.</summary>
/// <remarks>Memory is never counted: the figure is of arithmetic alone, 32 bits wide at 45 nm (Horowitz, 2014).</remarks>
public sealed record EnergyOptions
{
    /// <summary>The energy of a multiplication with addition, in picojoules.</summary>
    public double MacPicojoules { get; init; } = 4.6;

    /// <summary>The energy of an addition, in picojoules.</summary>
    public double AccumulatePicojoules { get; init; } = 0.9;

    /// <summary>(i) The layer that reads the frames.</summary>
    public FirstLayerCounting FirstLayer { get; init; } = FirstLayerCounting.MacsEveryStep;

    /// <summary>(ii) Layers whose input is whole numbers other than 0 and 1, as behind a sum of spikes.</summary>
    public InputCounting WholeInputs { get; init; } = InputCounting.Accumulates;

    /// <summary>(iii) The products of attention.</summary>
    public AttentionCounting Attention { get; init; } = AttentionCounting.AsComputed;

    /// <summary>(iv) Layers whose input is real numbers, as the head of a Spikingformer.</summary>
    public InputCounting RealInputs { get; init; } = InputCounting.Macs;

    /// <summary>(iv) Whether normalisation is folded into the convolution before it and costs nothing; otherwise a multiplication an element and step.</summary>
    public bool FoldNormalisation { get; init; } = true;

    /// <summary>(iv) Whether neurons cost: an addition an element and step, and with a leak a multiplication as well.</summary>
    public bool CountNeurons { get; init; }

    /// <summary>The conventions in words, one a line.</summary>
    public IReadOnlyList<string> Describe() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{MacPicojoules} pJ a multiplication with addition, {AccumulatePicojoules} pJ an addition; memory is not counted"),
        "first layer: " + FirstLayer switch
        {
            FirstLayerCounting.MacsEveryStep => "multiplications at every step",
            FirstLayerCounting.MacsOnce => "multiplications once a sample",
            _ => "additions at the rate of the frames",
        },
        "inputs of whole numbers: " + Words(WholeInputs),
        "inputs of real numbers: " + Words(RealInputs),
        "attention: " + (Attention == AttentionCounting.AsComputed ? "T·heads·L²·d·(min(r_q, r_k) + r_v) additions" : "T·heads·L·d²·(min(r_k, r_v) + r_q) additions"),
        FoldNormalisation ? "normalisation folded into the convolutions" : "normalisation: a multiplication an element",
        CountNeurons ? "neurons: an addition an element, with a leak a multiplication as well" : "neurons cost nothing",
    ];

    private static string Words(InputCounting counting) => counting == InputCounting.Macs ? "multiplications" : "additions at their mean";
}
