using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Energy;

/// <summary>What was seen of one tensor over all passes.</summary>
internal sealed class LayerTally
{
    private double _sum;
    private double _nonZero;
    private double _elements;

    public InputValues Values { get; private set; } = InputValues.Binary;

    public double Rate => _sum / _elements;

    public double Density => _nonZero / _elements;

    public void Add(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = x.detach();
        _elements += values.numel();
        _sum += values.sum(type: ScalarType.Float64).item<double>();
        _nonZero += values.count_nonzero().item<long>();
        if (Values == InputValues.Real)
            return;
        // A number is 0 or 1 where it is its own square; whole where it is its own floor.
        if (values.square().ne(values).any().item<bool>())
            Values = values.lt(0).any().item<bool>() || values.floor().ne(values).any().item<bool>() ? InputValues.Real : InputValues.Whole;
    }
}
